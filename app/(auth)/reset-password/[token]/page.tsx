import type { Metadata } from "next";
import { AuthCard } from "@/components/people/auth-card";
import { DeadLink } from "@/components/people/dead-link";
import { Callout } from "@/components/ui/callout";
import { signInSettings } from "@/lib/core/sign-in-settings";
import { lookAtLink } from "@/lib/people/invitations/queries";
import { currentSession } from "@/lib/web/session";
import { NewPasswordForm } from "./new-password-form";

export const metadata: Metadata = { title: "New password", referrer: "same-origin" };

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, { context }] = await Promise.all([params, currentSession()]);
  const link = await lookAtLink(context, "password_reset", token);
  if (!link.usable || !link.person)
    return <DeadLink title="New password" reason={link.usable ? "This link is not valid." : link.reason} />;
  const { name, email } = link.person;
  const { passwords, provider } = signInSettings();
  return (
    <AuthCard
      title="New password"
      description={`For ${name} (${email}). Every device that is signed in to this account is signed out.`}
    >
      {provider && !passwords ? (
        <Callout title="Passwords are switched off here">
          The one that you choose signs you in now, once. After that you sign in with {provider.name}.
        </Callout>
      ) : null}
      <NewPasswordForm token={token} email={email} />
    </AuthCard>
  );
}
