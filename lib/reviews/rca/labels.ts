import type { FactorCategory } from "../../../prisma/generated/enums";

/** What a contributing factor's categories are called. */
export const factorCategoryLabels: Record<FactorCategory, string> = {
  code_defect: "Code defect",
  configuration: "Configuration",
  capacity: "Capacity",
  dependency: "Dependency",
  testing_gap: "Testing gap",
  review_gap: "Review gap",
  monitoring_gap: "Monitoring gap",
  process: "Process",
  communication: "Communication",
  environment: "Environment",
  other: "Other",
};
