import type { Metadata } from "next";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { mailSettings } from "@/lib/core/mail-settings";
import { getPreferences } from "@/lib/notifications/preferences/queries";
import { pageSession } from "@/lib/web/session";
import { PreferencesForm } from "./preferences-form";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const { context, session } = await pageSession();
  const preferences = await getPreferences(context);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Notifications"
        description="What reaches you by e-mail. Everything stands in your inbox in any case."
      />
      {mailSettings() ? null : (
        <Callout tone="neutral" title="No mail server is set up here">
          Until an administrator names one, the inbox is all there is. What you choose is kept for then.
        </Callout>
      )}
      <Panel title="By e-mail" description={`To ${session.person.email}.`} className="max-w-3xl">
        <PreferencesForm preferences={preferences} zone={session.person.timeZone} />
      </Panel>
    </div>
  );
}
