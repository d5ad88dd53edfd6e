/** How a command can end beside 0 (done) and 1 (a bug). A database that cannot be had ends with the start's own codes, 3 to 8. */
export const exitCodes = { usage: 2, refused: 10 } as const;

/** The command cannot be carried out as it was written; the message says how to write it. */
export class BadUsage extends Error {}
