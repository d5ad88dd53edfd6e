import { sayTime } from "../../pools/attribution/words";
import type { Tally } from "./users";

/** A pool as the product saw it last. */
export type PoolSight = {
  at: Date;
  used: number;
  max: number;
  idleInTransaction: number;
  oldestHoldSeconds: number;
};

/** What the product measured of the pool, as one line. */
export function sayPool({ used, max, idleInTransaction, oldestHoldSeconds }: PoolSight): string {
  const idle = idleInTransaction > 0 ? `, ${idleInTransaction} of them idle in a transaction` : "";
  return `Pool:  ${used} of ${max} connections in use${idle}; the oldest is held for ${sayTime(oldestHoldSeconds)}.`;
}

/** What the users met so far, as one line. */
export function sayUsers({ waiting, answered, failed, gaveUp, refused, p95Ms }: Tally): string {
  const bad = [
    failed > 0 ? `${failed} failed` : "",
    gaveUp > 0 ? `${gaveUp} were waited for in vain` : "",
    refused > 0 ? `${refused} found nobody there` : "",
  ].filter(Boolean);
  const lately = p95Ms === null ? "" : `; lately 95 of 100 took at most ${sayTime(p95Ms / 1_000)}`;
  return `Users: ${waiting} wait; ${[`${answered} reports came`, ...bad].join(", ")}${lately}.`;
}
