import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { StartFailure } from "../failure";

const passwords = z.object({ superuser: z.string(), owner: z.string(), app: z.string() });

/** The embedded server's passwords: its superuser, the owner of the schema, and the role the product runs as. */
export type Passwords = z.infer<typeof passwords>;

const pathIn = (folder: string) => join(folder, "passwords.json");

/** Makes new passwords and writes them into the folder, readable by its owner only. */
export function makePasswords(folder: string): Passwords {
  const one = () => randomBytes(24).toString("hex");
  const made = { superuser: one(), owner: one(), app: one() };
  writeFileSync(pathIn(folder), `${JSON.stringify(made)}\n`, { mode: 0o600, flag: "wx" });
  return made;
}

/** Reads the passwords of an embedded server. Throws a StartFailure when they are gone or unreadable. */
export function readPasswords(folder: string): Passwords {
  try {
    return passwords.parse(JSON.parse(readFileSync(pathIn(folder), "utf8")));
  } catch {
    throw new StartFailure(
      "databaseUnavailable",
      `The embedded database's passwords in ${pathIn(folder)} cannot be read: ` +
        "start Highwater as the user who owns the data, or restore the file from your copy of the data folder.",
    );
  }
}
