import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuthCard } from "@/components/people/auth-card";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextField } from "@/components/ui/text-field";
import { signInSettings } from "@/lib/core/sign-in-settings";
import { isFirstRun, lookAtLink } from "@/lib/people/invitations/queries";
import { knownTimeZones } from "@/lib/people/schema";
import { currentSession } from "@/lib/web/session";
import { SetUpForm } from "./set-up-form";

export const metadata: Metadata = { title: "Set up", referrer: "same-origin" };

type Search = Promise<{ token?: string | string[] }>;

export default async function SetUpPage({ searchParams }: { searchParams: Search }) {
  const [{ token: sent = "" }, { context }, firstRun] = await Promise.all([
    searchParams,
    currentSession(),
    isFirstRun(),
  ]);
  if (!firstRun) notFound();
  const token = String(sent).trim();
  const link = token ? await lookAtLink(context, "setup", token) : null;
  const { passwords, provider } = signInSettings();
  if (link?.usable)
    return (
      <AuthCard
        title="Set up Highwater"
        description="Make yourself the first admin. Then you can invite the others."
      >
        {provider && !passwords ? (
          <Callout title="Passwords are switched off here">
            The one that you choose signs you in now, once. After that you sign in with {provider.name}, with
            the same e-mail address.
          </Callout>
        ) : null}
        <SetUpForm token={token} zones={knownTimeZones()} />
      </AuthCard>
    );
  return (
    <AuthCard
      title="Set up Highwater"
      description="Highwater printed a set-up link where it was started. Its token proves that you run this machine."
    >
      {link ? <Callout tone="danger">{link.reason}</Callout> : null}
      <form className="flex flex-col gap-4">
        <TextField name="token" label="Set-up token" autoComplete="off" spellCheck={false} mono required />
        <Button type="submit" variant="primary" size="lg">
          Go on
        </Button>
      </form>
    </AuthCard>
  );
}
