import type { ControlKind } from "../../../prisma/generated/enums";

/** What the two lists are called, in their order. */
export const controlLabels: Record<ControlKind, string> = {
  technical: "Technical controls",
  process: "Process controls",
};
