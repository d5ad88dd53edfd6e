import type { DataLoss, ImpactGroup } from "../../../prisma/generated/enums";

/** Groups of impact as post-mortems head them, in their order. */
export const impactGroupLabels: Readonly<Record<ImpactGroup, string>> = {
  user: "User impact",
  business: "Business impact",
  detection: "Detection",
};

/** What became of data, as people say it. */
export const dataLossLabels: Readonly<Record<DataLoss, string>> = {
  none: "No data lost",
  recoverable: "Data lost, recoverable",
  lost: "Data lost",
};
