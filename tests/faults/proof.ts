import type { Findings } from "./findings";
import { kinds } from "./ledger";

/** What a full run must have seen to prove anything; what it has not, each as a sentence. None for proof enough. */
export function missingProof({ counts, replays }: Pick<Findings, "counts"> & { replays: number }): string[] {
  return [
    ...kinds
      .filter((kind) => counts[kind].confirmed === 0)
      .map((kind) => `no act of the kind “${kind}” was confirmed`),
    ...(replays === 0 ? ["nothing that was sent again with its Idempotency-Key had been done before"] : []),
  ];
}
