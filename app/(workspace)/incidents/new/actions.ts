"use server";

import { addParticipant } from "@/lib/incidents/participants/commands";
import { action } from "@/lib/web/action";

/** Whoever joins takes part as everybody else does; a role is taken in the incident. */
export const submitJoining = action(addParticipant, {
  goTo: ({ ref }) => `/incidents/${ref}`,
  add: ({ context }) => ({ personId: context.actor.id, role: "participant" }),
});
