import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BadEnvironment, dataFolder } from "./env";
import { singleton } from "./singleton";

/** Reads a secret from the environment, else from the data folder, where it is made once with mode 0600. */
function secret(variable: string, fileName: string, make: () => string): string {
  const given = process.env[variable];
  if (given) return given;
  const folder = join(dataFolder(), "secrets");
  try {
    return keptSecret(folder, fileName, make);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    throw new BadEnvironment(
      `The secret ${join(folder, fileName)} cannot be read or made (${why}): let this user write there, or set ${variable}.`,
    );
  }
}

function keptSecret(folder: string, fileName: string, make: () => string): string {
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

/** Names where a secret comes from, for a message to the operator; never the secret itself. */
const sourceOf = (variable: string, fileName: string) =>
  process.env[variable] ? variable : join(dataFolder(), "secrets", fileName);

function longSecret(variable: string, fileName: string): string {
  return singleton(fileName, () => {
    const value = secret(variable, fileName, () => randomBytes(48).toString("base64url"));
    const { length } = value.trim();
    if (length >= 32) return value;
    throw new BadEnvironment(
      `${sourceOf(variable, fileName)} must have at least 32 characters; it has ${length}.`,
    );
  });
}

/** Signs the session cookie. From `HIGHWATER_SESSION_SECRET` or the data folder; throws `BadEnvironment` under 32 characters. */
export const sessionSecret = () => longSecret("HIGHWATER_SESSION_SECRET", "session-secret");

/** What `sealed.ts` derives its keys from. From `HIGHWATER_ENCRYPTION_KEY` or the data folder; throws `BadEnvironment` under 32 characters. */
export const encryptionKey = () => longSecret("HIGHWATER_ENCRYPTION_KEY", "encryption-key");

/** The instance's Ed25519 key, which signs sign-off certificates. From `HIGHWATER_SIGNING_KEY` (PEM) or the data folder; throws `BadEnvironment` when it is none. */
export const signingKey = (): KeyObject =>
  singleton("signing-key", () => {
    const pem = secret("HIGHWATER_SIGNING_KEY", "signing-key.pem", () =>
      generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    );
    const key = readPrivateKey(pem);
    if (key?.asymmetricKeyType === "ed25519") return key;
    throw new BadEnvironment(
      `${sourceOf("HIGHWATER_SIGNING_KEY", "signing-key.pem")} must be an Ed25519 private key as PEM, without a passphrase: openssl genpkey -algorithm ed25519 makes one.`,
    );
  });

function readPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** Reads or makes every secret. Throws `BadEnvironment` saying which cannot be used and why, so that a start ends and not the first sign-in. */
export function checkSecrets(): void {
  sessionSecret();
  encryptionKey();
  signingKey();
}

/** The public half of `signingKey`, as PEM, for anyone who wants to verify a certificate offline. */
export const publicKeyPem = () =>
  createPublicKey(signingKey()).export({ type: "spki", format: "pem" }).toString();
