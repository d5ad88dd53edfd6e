/**
 * How a start or stop can end. The numbers are part of the interface: service managers and scripts read them.
 * 0 is a clean stop, 1 an unexpected error (a bug).
 */
export const exitCodes = {
  usage: 2,
  databaseUnavailable: 3,
  schemaNewer: 4,
  alreadyRunning: 5,
  migrationFailed: 6,
  buildFailed: 7,
  addressInUse: 8,
} as const;

/** A reason to stop that the operator can act on: one sentence, shown without a stack trace. */
export class StartFailure extends Error {
  readonly exitCode: number;

  constructor(kind: keyof typeof exitCodes, sentence: string) {
    super(sentence);
    this.name = "StartFailure";
    this.exitCode = exitCodes[kind];
  }
}
