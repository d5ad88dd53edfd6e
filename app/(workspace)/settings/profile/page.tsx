import type { Metadata } from "next";
import { RoleBadge } from "@/components/people/role-badge";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { getOwnSignIn } from "@/lib/people/identities/queries";
import { roleMeanings } from "@/lib/people/labels";
import { knownTimeZones } from "@/lib/people/schema";
import { getSecondFactor } from "@/lib/people/second-factor/queries";
import { listSessions } from "@/lib/people/sign-in/queries";
import { pageSession } from "@/lib/web/session";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";
import { SecondFactor } from "./second-factor";
import { SessionList } from "./session-list";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { context, session } = await pageSession();
  const [sessions, factor, ways] = await Promise.all([
    listSessions(context),
    getSecondFactor(context),
    getOwnSignIn(context),
  ]);
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
        <div className="flex min-w-0 flex-col gap-4">
          {ways.provider ? (
            <Panel title={ways.provider.name}>
              <p className="text-muted text-sm">
                You sign in with it
                {ways.hasPassword ? " or with a password" : ", and have no password here"}. Known since{" "}
                <Time
                  at={ways.provider.since}
                  zone={person.timeZone}
                  now={context.now}
                  show="date"
                  absoluteOnly
                />
                .
              </p>
            </Panel>
          ) : null}
          {ways.hasPassword ? (
            <>
              <Panel title="Password" description="Changing it ends your other sessions.">
                <PasswordForm email={person.email} />
              </Panel>
              <SecondFactor factor={factor} zone={person.timeZone} now={context.now} />
            </>
          ) : null}
        </div>
      </div>
      <SessionList sessions={sessions} current={sessionId} zone={person.timeZone} now={context.now} />
    </div>
  );
}
