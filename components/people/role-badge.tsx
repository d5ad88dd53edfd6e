import { Badge } from "@/components/ui/badge";
import { Level } from "@/components/ui/level";
import type { Tone } from "@/components/ui/tone";
import { type PersonState, personStateLabels, roleLabels } from "@/lib/people/labels";
import type { Role } from "@/prisma/generated/enums";

const ranks: Readonly<Record<Role, number>> = { viewer: 1, responder: 2, lead: 3, approver: 4, admin: 5 };

/** A person's role, with how far it reaches. */
export function RoleBadge({ role }: { role: Role }) {
  return (
    <Badge plain tone={role === "admin" ? "accent" : "neutral"} mark={<Level value={ranks[role]} />}>
      {roleLabels[role]}
    </Badge>
  );
}

const tones: Readonly<Record<PersonState, Tone>> = {
  active: "success",
  invited: "info",
  deactivated: "neutral",
};

/** Where a person stands: may sign in, is invited, or was deactivated. */
export function PersonStateBadge({ state }: { state: PersonState }) {
  return <Badge tone={tones[state]}>{personStateLabels[state]}</Badge>;
}
