import { z } from "zod";

/** A whole number, as a form or a program gives it, within bounds that `says` names in a sentence. */
export const whole = (least: number, most: number, says: string) =>
  z.coerce.number({ error: says }).int(says).min(least, says).max(most, says);
