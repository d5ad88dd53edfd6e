import type { Metadata } from "next";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { mailSettings } from "@/lib/core/mail-settings";
import { wishedChannels } from "@/lib/notifications/channels/registry";
import { getPreferences } from "@/lib/notifications/preferences/queries";
import { pageSession } from "@/lib/web/session";
import { PreferencesForm } from "./preferences-form";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const { context, session } = await pageSession();
  const preferences = await getPreferences(context);
  const channels = wishedChannels.map(({ name, by, placeOf }) => ({
    name,
    by,
    place: placeOf(session.person),
  }));
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Notifications"
        description={`What reaches you ${channels.map(({ by }) => by).join(" and ")}. Everything stands in your inbox in any case.`}
      />
      {mailSettings() ? null : (
        <Callout tone="neutral" title="No mail server is set up here">
          Until an administrator names one, the inbox is all there is. What you choose is kept for then.
        </Callout>
      )}
      <Panel title="What you wish, and when" className="max-w-3xl">
        <PreferencesForm preferences={preferences} channels={channels} zone={session.person.timeZone} />
      </Panel>
    </div>
  );
}
