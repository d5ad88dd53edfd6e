import type { Chance } from "../support/chance";
import { visitor } from "../support/visitor";
import type { Act, Ledger } from "./ledger";

/**
 * A program that writes entries through the API and never gives one up: what was not answered is sent again, with the
 * same Idempotency-Key, until it is. `repeats` counts how often that was so, `replays` how often it had been done.
 */
export class Sender {
  repeats = 0;
  replays = 0;
  private pending: { act: Act; tries: number } | null = null;

  constructor(private readonly token: string) {}

  /** Sends one entry, or once more the one that was not answered. Throws when it is not answered with success. */
  async send(url: string, ledger: Ledger, chance: Chance): Promise<void> {
    const refs = ledger.incidents();
    if (refs.length === 0) throw new Error("There is no incident yet.");
    this.pending ??= { act: ledger.ask("entry", chance.one(refs)), tries: 0 };
    const { act, tries } = this.pending;
    if (tries > 0) this.repeats += 1;
    this.pending.tries += 1;
    const answer = await visitor(url).ask(`/api/v1/incidents/${act.ref}/timeline-entries`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${this.token}`,
        "content-type": "application/json",
        "idempotency-key": act.mark,
      },
      body: JSON.stringify({ text: act.mark }),
    });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
    if (answer.headers["idempotency-replayed"] === "true") this.replays += 1;
    act.confirmed = true;
    this.pending = null;
  }
}
