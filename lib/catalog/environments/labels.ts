import type { EnvironmentKind } from "../../../prisma/generated/enums";

/** Kinds of environments as people say them. */
export const environmentKindLabels: Readonly<Record<EnvironmentKind, string>> = {
  production: "Production",
  staging: "Staging",
  development: "Development",
  other: "Other",
};
