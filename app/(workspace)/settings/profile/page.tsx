import type { Metadata } from "next";
import { RoleBadge } from "@/components/people/role-badge";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { knownTimeZones, roleMeanings } from "@/lib/people/schema";
import { listSessions } from "@/lib/people/sign-in/queries";
import { pageSession } from "@/lib/web/session";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";
import { SessionList } from "./session-list";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { context, session } = await pageSession();
  const sessions = await listSessions(context);
  const { person, sessionId } = session;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Profile"
        description="Who you are to the others, and how you sign in."
        meta={
          <>
            <RoleBadge role={person.role} />
            <span>{roleMeanings[person.role]}</span>
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="You">
          <ProfileForm person={person} zones={knownTimeZones()} />
        </Panel>
        <Panel title="Password" description="Changing it ends your other sessions.">
          <PasswordForm email={person.email} />
        </Panel>
      </div>
      <SessionList sessions={sessions} current={sessionId} zone={person.timeZone} now={context.now} />
    </div>
  );
}
