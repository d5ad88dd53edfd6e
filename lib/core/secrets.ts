import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "./env";
import { singleton } from "./singleton";

/** Reads a secret from the environment, else from the data folder, where it is made once with mode 0600. */
function secret(variable: string, fileName: string, make: () => string): string {
  const given = process.env[variable];
  if (given) return given;
  const folder = join(dataFolder(), "secrets");
  const path = join(folder, fileName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(path)) {
    // Linked into place whole: a second process never reads half a secret, and the first one to link wins.
    const draft = `${path}.${randomBytes(6).toString("hex")}`;
    writeFileSync(draft, make(), { mode: 0o600, flag: "wx" });
    try {
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      unlinkSync(draft);
    }
  }
  return readFileSync(path, "utf8");
}

/** Signs the session cookie. From `HIGHWATER_SESSION_SECRET` or the data folder; at least 32 characters. */
export const sessionSecret = () =>
  singleton("session-secret", () => {
    const value = secret("HIGHWATER_SESSION_SECRET", "session-secret", () =>
      randomBytes(48).toString("base64url"),
    );
    if (value.length < 32) throw new Error("HIGHWATER_SESSION_SECRET must have at least 32 characters");
    return value;
  });

/** The instance's Ed25519 key, which signs sign-off certificates. From `HIGHWATER_SIGNING_KEY` (PEM) or the data folder. */
export const signingKey = (): KeyObject =>
  singleton("signing-key", () =>
    createPrivateKey(
      secret("HIGHWATER_SIGNING_KEY", "signing-key.pem", () =>
        generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      ),
    ),
  );

/** The public half of `signingKey`, as PEM, for anyone who wants to verify a certificate offline. */
export const publicKeyPem = () =>
  createPublicKey(signingKey()).export({ type: "spki", format: "pem" }).toString();
