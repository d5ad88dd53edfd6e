import type { Metadata } from "next";
import { AuthCard } from "@/components/people/auth-card";
import { DeadLink } from "@/components/people/dead-link";
import { ProviderLink } from "@/components/people/provider-link";
import { signInSettings } from "@/lib/core/sign-in-settings";
import { lookAtLink } from "@/lib/people/invitations/queries";
import { knownTimeZones } from "@/lib/people/schema";
import { currentSession } from "@/lib/web/session";
import { AcceptanceForm } from "./acceptance-form";

export const metadata: Metadata = { title: "Invitation", referrer: "same-origin" };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, { context }] = await Promise.all([params, currentSession()]);
  const link = await lookAtLink(context, "invitation", token);
  if (!link.usable || !link.person)
    return (
      <DeadLink title="Invitation" reason={link.usable ? "This invitation is not valid." : link.reason} />
    );
  const { passwords, provider } = signInSettings();
  if (provider && !passwords)
    return (
      <AuthCard
        title="Welcome to Highwater"
        description={`Sign in with ${provider.name}, with the address ${link.person.email}.`}
      >
        <ProviderLink name={provider.name} next="/" />
      </AuthCard>
    );
  return (
    <AuthCard title="Welcome to Highwater" description="Check what stands here and choose a password.">
      <AcceptanceForm token={token} person={link.person} zones={knownTimeZones()} />
    </AuthCard>
  );
}
