import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { AuthCard } from "./auth-card";

/** In place of the page behind a one-time link that cannot be used: why, and what to do. */
export function DeadLink({ title, reason }: { title: string; reason: string }) {
  return (
    <AuthCard title={title}>
      <Callout tone="warning">{reason}</Callout>
      <LinkButton href="/sign-in">Sign in instead</LinkButton>
    </AuthCard>
  );
}
