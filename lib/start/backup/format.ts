import { z } from "zod";
import { signedHead } from "../../audit/schema";

/**
 * A backup is one file in three parts: a header, which is one line of JSON; the rows, gzipped; and a trailer, which is
 * the SHA-256 of everything before it. Uncompressed, the rows are for each table a line of JSON (`RowsBegin`), the rows
 * as Postgres's text COPY writes them, a line `\.`, and a line of JSON (`RowsEnd`); after the last table `FileEnd`.
 */
export const FORMAT = "highwater-backup";

/** Raised when an older build could not read what a newer one writes. */
export const FORMAT_VERSION = 1;

/** The line that ends the rows of a table; no row can be it, because COPY writes a backslash as two. */
export const END_OF_ROWS = "\\.\n";

/** What the whole file ends with. */
export const trailerOf = (sha256: string) => `\nsha256 ${sha256}\n`;

/** How long that is, in bytes. */
export const TRAILER_BYTES = trailerOf("0".repeat(64)).length;

/** The first two things in a header, read before anything else of it is understood. */
export const headerStart = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.number().int().positive(),
});

const name = z.string().min(1).max(63);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup says of itself. */
export const backupHeader = headerStart.extend({
  productVersion: z.string(),
  /** The moment that the copy shows, by the database's clock. */
  takenAt: z.iso.datetime(),
  /** The version of the Postgres that it came from. */
  server: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })),
  /** In the order of the rows: a table after those that it refers to. */
  tables: z.array(z.object({ name, columns: z.array(name).min(1) })),
  leftOut: z.array(name),
  sequences: z.array(z.object({ name, lastValue: z.string().regex(/^-?\d{1,19}$/), isCalled: z.boolean() })),
  /** Where the audit trail ended, signed: an end that is cut off later is found with it. */
  trailHead: signedHead,
  /** What is not in the file, for who opens it. */
  notIncluded: z.string(),
});

/** What a backup says of itself. */
export type BackupHeader = z.infer<typeof backupHeader>;

/** Before the rows of a table. */
export const rowsBegin = z.object({ table: name });

/** After them: how many, and the SHA-256 of their bytes. */
export const rowsEnd = z.object({ rows: z.number().int().nonnegative(), sha256 });

/** After the last table. */
export const fileEnd = z.object({ tables: z.number().int(), rows: z.number().int() });

/** What is never in a backup, as it is told to people. */
export const NOT_INCLUDED =
  "The secrets (session secret, encryption key, signing key) are not in this file: keep a copy of the folder 'secrets' " +
  "in the data folder, or of the environment variables that replace it, in another safe place.";

/** How far a backup or a restore is. `rows` counts over all tables. May be awaited. */
export type CopyProgress = (at: { step: string; table: string | null; rows: number }) => void | Promise<void>;
