/**
 * How a command can end beside 0 (done) and 1 (a bug). A database that cannot be had ends with the start's own codes,
 * 3 to 8. `doesNotHold` is for commands that check something: they did their work, and the answer is no.
 */
export const exitCodes = { usage: 2, refused: 10, doesNotHold: 11 } as const;

/** The command cannot be carried out as it was written; the message says how to write it. */
export class BadUsage extends Error {}
