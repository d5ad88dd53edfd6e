import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/people/auth-card";
import { ProviderLink } from "@/components/people/provider-link";
import { Callout } from "@/components/ui/callout";
import { publicUrl } from "@/lib/core/env";
import { signInSettings } from "@/lib/core/sign-in-settings";
import { isFirstRun } from "@/lib/people/invitations/queries";
import { ownPath } from "@/lib/web/own-path";
import { currentSession } from "@/lib/web/session";
import { isUnencrypted } from "@/lib/web/unencrypted";
import { notices, unknownFailure } from "./notices";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<Record<"callbackUrl" | "notice" | "error", string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const [{ callbackUrl, notice, error }, { session }, firstRun, sent] = await Promise.all([
    searchParams,
    currentSession(),
    isFirstRun(),
    headers(),
  ]);
  const next = ownPath(callbackUrl);
  const { passwords, provider } = signInSettings();
  if (session) redirect(next);
  const word = String(error ?? notice ?? "");
  const said = notices[word] ?? (error === undefined ? undefined : unknownFailure);
  return (
    <>
      <AuthCard
        title="Sign in"
        description={next === "/" ? undefined : "You will return to the page that you asked for."}
      >
        {said ? <Callout tone={said.tone}>{said.text}</Callout> : null}
        {firstRun ? (
          <Callout title="Nobody can sign in yet">
            Highwater printed a set-up link where it was started. Open it to make the first admin.
          </Callout>
        ) : null}
        {provider ? <ProviderLink name={provider.name} next={next} /> : null}
        {provider && passwords ? <Divider>or with a password</Divider> : null}
        {passwords ? <SignInForm callbackUrl={next} /> : null}
      </AuthCard>
      {passwords ? (
        <p className="mt-4 px-1 text-faint text-sm">
          Forgotten your password? An admin can give you a link for a new one.
        </p>
      ) : null}
      {isUnencrypted(sent.get("host"), publicUrl()) ? (
        <Callout tone="warning" title="This connection is not encrypted" className="mt-4">
          Anybody on the way can read {passwords ? "the password" : "the session"}. Whoever runs Highwater can
          put it behind TLS and set HIGHWATER_URL to its https address.
        </Callout>
      ) : null}
    </>
  );
}

function Divider({ children }: { children: string }) {
  return (
    <p className="flex items-center gap-3 text-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {children}
    </p>
  );
}
