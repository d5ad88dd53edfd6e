import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BadEnvironment } from "../../../lib/core/env";
import { checkSecrets, publicKeyPem, sessionSecret, signingKey } from "../../../lib/core/secrets";
import { forgetSingleton } from "../../../lib/core/singleton";

let folder: string;

const forget = () => {
  for (const name of ["session-secret", "encryption-key", "signing-key"]) forgetSingleton(name);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "highwater-secrets-test-"));
  vi.stubEnv("HIGHWATER_DATA_DIR", folder);
  vi.stubEnv("HIGHWATER_SESSION_SECRET", "");
  vi.stubEnv("HIGHWATER_ENCRYPTION_KEY", "");
  vi.stubEnv("HIGHWATER_SIGNING_KEY", "");
  forget();
});

afterEach(() => {
  vi.unstubAllEnvs();
  forget();
  rmSync(folder, { recursive: true });
});

const pemOf = (kind: "ed25519" | "x25519") =>
  generateKeyPairSync(kind as "ed25519")
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

describe("the secrets", () => {
  it("are made once, for nobody else's eyes, and found again", () => {
    checkSecrets();
    const [secret, key] = [sessionSecret(), publicKeyPem()];
    forget();
    expect([sessionSecret(), publicKeyPem()]).toEqual([secret, key]);
    expect(readFileSync(join(folder, "secrets", "session-secret"), "utf8")).toBe(secret);
    for (const name of ["session-secret", "encryption-key", "signing-key.pem"])
      expect(statSync(join(folder, "secrets", name)).mode & 0o077).toBe(0);
  });

  it("come from the environment where it has them, and then need no folder", () => {
    const pem = pemOf("ed25519");
    vi.stubEnv("HIGHWATER_DATA_DIR", "/dev/null/nowhere");
    vi.stubEnv("HIGHWATER_SESSION_SECRET", "s".repeat(32));
    vi.stubEnv("HIGHWATER_ENCRYPTION_KEY", "e".repeat(32));
    vi.stubEnv("HIGHWATER_SIGNING_KEY", pem);
    checkSecrets();
    expect(signingKey().export({ type: "pkcs8", format: "pem" })).toBe(pem);
  });

  it.each([
    ["a short session secret", "HIGHWATER_SESSION_SECRET", "tooshort", "at least 32 characters; it has 8"],
    ["a short encryption key", "HIGHWATER_ENCRYPTION_KEY", "tooshort", "at least 32 characters; it has 8"],
    ["blanks for a session secret", "HIGHWATER_SESSION_SECRET", " ".repeat(40), "it has 0"],
    ["words for a signing key", "HIGHWATER_SIGNING_KEY", "not a key", "must be an Ed25519 private key"],
    ["another kind of key", "HIGHWATER_SIGNING_KEY", pemOf("x25519"), "must be an Ed25519 private key"],
  ])("refuse %s with the setting's name and the reason, and never show it", (_case, name, value, why) => {
    vi.stubEnv(name, value);
    expect(checkSecrets).toThrow(BadEnvironment);
    expect(checkSecrets).toThrow(name);
    expect(checkSecrets).toThrow(why);
    expect(checkSecrets).not.toThrow(value);
  });

  it("name the file when what stands in it cannot be used", () => {
    checkSecrets();
    forget();
    writeFileSync(join(folder, "secrets", "signing-key.pem"), "overwritten");
    expect(checkSecrets).toThrow(`${folder}/secrets/signing-key.pem must be an Ed25519`);
  });

  it("say where they cannot be kept", () => {
    vi.stubEnv("HIGHWATER_DATA_DIR", "/dev/null/nowhere");
    expect(checkSecrets).toThrow(
      /^The secret \/dev\/null\/nowhere\/secrets\/session-secret cannot be .*ENOTDIR.*HIGHWATER_SESSION_SECRET/,
    );
  });
});
