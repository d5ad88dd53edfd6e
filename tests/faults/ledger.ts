/** What scripted users do. */
export const kinds = ["declare", "entry", "title", "item", "import"] as const;

/** What a scripted user asked for. Each act carries a mark: a text that nothing else in the workspace has. */
export type Act = {
  kind: (typeof kinds)[number];
  mark: string;
  /** The incident that it is about, or that it made, where the user was told. */
  ref: string | null;
  /** Whether the user was told that it is done. What was asked and never answered may be there or not. */
  confirmed: boolean;
};

/** Everything that users asked for, in the order of asking. */
export type Ledger = {
  acts: Act[];
  /** Writes an act down before it is asked for. */
  ask(kind: Act["kind"], ref?: string | null): Act;
  /** Incidents that a user was told of. */
  incidents(): string[];
};

/** An empty ledger. */
export function openLedger(): Ledger {
  const acts: Act[] = [];
  return {
    acts,
    ask(kind, ref = null) {
      const act: Act = { kind, mark: `mark ${acts.length + 1} of a ${kind}`, ref, confirmed: false };
      acts.push(act);
      return act;
    },
    incidents: () =>
      acts.flatMap(({ kind, ref, confirmed }) => (kind === "declare" && confirmed && ref ? [ref] : [])),
  };
}
