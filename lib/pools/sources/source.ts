import type { PoolSourceTls } from "../../../prisma/generated/enums";
import type { Refused } from "../intake/schema";
import type { MappedSample } from "../metrics/schema";
import type { Holder, PoolSample } from "../schema";
import type { Questions } from "./schema";

/** What a source is called, where it is, and how it is entered; its password is in the clear, and empty where there is none. */
export type SourceAddress = {
  name: string;
  host: string | null;
  port: number | null;
  database: string | null;
  userName: string | null;
  password: string;
  tls: PoolSourceTls;
  url: string | null;
  questions: Questions | null;
  intervalSeconds: number;
};

/** A pool of a source, as far as it must be known to be asked for. */
export type AskedPool = {
  id: string;
  declaredMax: number | null;
  database: string | null;
  userName: string | null;
  application: string | null;
  holdLimitSeconds: number;
};

/** What was seen of an instance of a pool that people chose. */
export type Seen = {
  poolId: string;
  instance: string;
  figures: Omit<PoolSample, "at">;
  holders: Holder[];
};

/**
 * All that one look shows: of the pools that people chose what was seen, with what the source says of itself; else what
 * it tells of pools that it names, and what it tells that cannot be taken.
 */
export type Sight = { seen: Seen[]; facts: object } | { told: MappedSample[]; refused: Refused[] };

/** A source that was entered. */
export type OpenSource = {
  /** Whether it was cut off since; it is then entered anew. */
  isLost(): boolean;
  /** Looks once. Throws `CannotCollect`, or what `sayFailure` has a sentence for. */
  look(pools: readonly AskedPool[], now: Date): Promise<Sight>;
  /** Leaves it, within a second, and never fails. */
  close(): Promise<void>;
};

/** Enters a source of one kind. A new kind is a file that exports this, and a line in `registry.ts`. */
export type SourceEntrance = (address: SourceAddress) => Promise<OpenSource>;

/** A source cannot be collected from until somebody changes something; the message says what. */
export class CannotCollect extends Error {
  override name = "CannotCollect";
}
