import type { DeployKind } from "../../../prisma/generated/enums";

/** Kinds of deploys as people say them: what runs was changed, or only how it is set. */
export const deployKindLabels: Readonly<Record<DeployKind, string>> = {
  deploy: "Deploy",
  config: "Configuration",
};
