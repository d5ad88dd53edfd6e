import { deployWindow } from "../../deploys/rules";

/**
 * Since when a time without a date can be in an incident's story: as early as a deploy that may have caused it. Undefined
 * where nobody has said when it began.
 */
export const timesSince = (incident: Parameters<typeof deployWindow>[0]): Date | undefined =>
  deployWindow(incident)?.from;
