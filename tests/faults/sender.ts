import type { Chance } from "../support/chance";
import type { Visitor } from "../support/visitor";
import type { Act, Ledger } from "./ledger";

/**
 * A program that writes entries through the API and never gives one up: what was not answered is sent again, with the
 * same Idempotency-Key, until it is. Now and then it hangs up at once, as a client does whose patience is over, so that
 * not only kills cut an answer off. `repeats` counts how often it sent again, `replays` how often it had been done.
 */
export class Sender {
  repeats = 0;
  replays = 0;
  private pending: { act: Act; tries: number } | null = null;

  constructor(private readonly token: string) {}

  /** Sends one entry, or once more the one that was not answered. Throws when it is not answered with success. */
  async send(visitor: Visitor, ledger: Ledger, chance: Chance): Promise<void> {
    const refs = ledger.incidents();
    if (refs.length === 0) throw new Error("There is no incident yet.");
    this.pending ??= { act: ledger.ask("entry", chance.one(refs)), tries: 0 };
    const { act, tries } = this.pending;
    if (tries > 0) this.repeats += 1;
    this.pending.tries += 1;
    const hangsUp = tries === 0 && chance.below(2) === 0;
    const answer = await visitor.ask(`/api/v1/incidents/${act.ref}/timeline-entries`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${this.token}`,
        "content-type": "application/json",
        "idempotency-key": act.mark,
      },
      body: JSON.stringify({ text: act.mark }),
      ...(hangsUp ? { deadlineMs: 5 + chance.below(60) } : {}),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    if (answer.headers["idempotency-replayed"] === "true") this.replays += 1;
    act.confirmed = true;
    this.pending = null;
  }
}
