import type { Role } from "../../prisma/generated/enums";

/** What each role is called, from the least to the most. */
export const roleLabels: Readonly<Record<Role, string>> = {
  viewer: "Viewer",
  responder: "Responder",
  lead: "Lead",
  approver: "Approver",
  admin: "Admin",
};

/** What each role may do, in one line for the page that gives it. */
export const roleMeanings: Readonly<Record<Role, string>> = {
  viewer: "Reads everything that is not restricted.",
  responder: "Declares incidents, works on them and writes the post-mortem.",
  lead: "Also reviews post-mortems and manages services and their own teams.",
  approver: "Also approves post-mortems.",
  admin: "Does everything, including people, environments and restricted incidents.",
};

/** Where a person stands: may sign in, has not accepted the invitation yet, or may not sign in any more. */
export const personStates = ["active", "invited", "deactivated"] as const;

/** One of `personStates`. */
export type PersonState = (typeof personStates)[number];

/** What each state is called. */
export const personStateLabels: Readonly<Record<PersonState, string>> = {
  active: "Active",
  invited: "Invited",
  deactivated: "Deactivated",
};
