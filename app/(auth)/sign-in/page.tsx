import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/people/auth-card";
import { Callout } from "@/components/ui/callout";
import { publicUrl } from "@/lib/core/env";
import { isFirstRun } from "@/lib/people/invitations/queries";
import { ownPath } from "@/lib/web/own-path";
import { currentSession } from "@/lib/web/session";
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
        <SignInForm callbackUrl={next} />
      </AuthCard>
      <p className="mt-4 px-1 text-faint text-sm">
        Forgotten your password? An admin can give you a link for a new one.
      </p>
      {isUnprotected(sent.get("host")) ? (
        <Callout tone="warning" title="This connection is not encrypted" className="mt-4">
          Anybody on the way can read the password. Whoever runs Highwater can put it behind TLS and set
          HIGHWATER_URL to its https address.
        </Callout>
      ) : null}
    </>
  );
}

function isUnprotected(host: string | null): boolean {
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host ?? "");
  return !here && !publicUrl().startsWith("https://");
}
