import { createHash, randomBytes } from "node:crypto";
import { Secret } from "otpauth";
import type { Transaction } from "../../core/database";
import { Refusal } from "../../core/refusal";
import { seal, unseal } from "../../core/sealed";
import { isDeviceCode, plainCode, recoveryCodeCount, stepOf } from "./rules";

const PURPOSE = "totp";
const SECRET_BYTES = 20;
const RECOVERY_BYTES = 16;

/** A new secret in base 32, 160 bits as RFC 4226 recommends. */
export const makeSecret = (): string =>
  new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32;

/** The secret as it is stored. */
export const sealSecret = (secret: string) => seal(secret, PURPOSE);

/** The stored secret; null when another encryption key sealed it. */
export const openSecret = (sealed: Uint8Array): string | null => unseal(sealed, PURPOSE);

/** Ten new recovery codes of 128 bits, so that a plain hash is enough to keep them; earlier ones, used or not, are gone. Readable only now. */
export async function makeRecoveryCodes(tx: Transaction, now: Date, personId: string): Promise<string[]> {
  const codes = Array.from(
    { length: recoveryCodeCount },
    () => new Secret({ buffer: new Uint8Array(randomBytes(RECOVERY_BYTES)).buffer }).base32,
  );
  await tx.recoveryCode.deleteMany({ where: { personId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ personId, codeHash: codeHash(code), createdAt: now })),
  });
  return codes.map((code) => code.toLowerCase().replace(/(.{4})(?=.)/g, "$1-"));
}

/**
 * Takes a code of somebody who has a second factor, so that it is never taken again, and says of which kind it was.
 * Null, and nothing is asked, of somebody who has none. Refuses at `code` what is missing, wrong or used.
 */
export async function spendCode(
  tx: Transaction,
  now: Date,
  personId: string,
  typed: string | undefined,
): Promise<"device" | "recovery code" | null> {
  const factor = await tx.secondFactor.findUnique({ where: { personId } });
  if (!factor?.confirmedAt) return null;
  const code = plainCode(typed ?? "");
  if (code === "") throw refusedCode("Give the code that your device shows.");
  if (!isDeviceCode(code)) {
    const { count } = await tx.recoveryCode.updateMany({
      where: { personId, codeHash: codeHash(code), usedAt: null },
      data: { usedAt: now },
    });
    if (count === 0) throw wrongCode();
    return "recovery code";
  }
  await spendDeviceCode(tx, now, { personId, secret: factor.secret, code });
  return "device";
}

/** Takes a device's code; also the first one, which confirms the factor. Refuses at `code` what is wrong or used. */
export async function spendDeviceCode(
  tx: Transaction,
  now: Date,
  { personId, secret, code }: { personId: string; secret: Uint8Array; code: string },
): Promise<void> {
  const opened = openSecret(secret);
  const step = opened && isDeviceCode(code) ? stepOf(opened, code, now) : null;
  if (step === null) throw wrongCode();
  const { count } = await tx.secondFactor.updateMany({
    where: { personId, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  if (count === 0)
    throw refusedCode("This code was used already. Wait until your device shows the next one.");
}

const wrongCode = () => refusedCode("This code is not right, or not any more.");

const refusedCode = (sentence: string) => new Refusal("invalid", sentence, { code: sentence });

const codeHash = (code: string) => new Uint8Array(createHash("sha256").update(code).digest());
