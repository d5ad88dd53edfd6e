import { TOTP } from "otpauth";

/** How many recovery codes are made at once. */
export const recoveryCodeCount = 10;

/** How long after the password a code may be given, in milliseconds. */
export const secondStepMs = 10 * 60_000;

const ISSUER = "Highwater";
const PERIOD_SECONDS = 30;
const DIGITS = 6;

/** The settings that every authenticator knows: SHA-1, six digits, half minutes. */
const made = (secret: string, label = "") =>
  new TOTP({ issuer: ISSUER, label, secret, algorithm: "SHA1", digits: DIGITS, period: PERIOD_SECONDS });

/**
 * The half minute since 1970 that a code is of (RFC 6238), at most one before or after the present one; null when it is
 * of none of the three.
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const off = made(secret).validate({ token: code, timestamp, window: 1 });
  return off === null ? null : Math.floor(timestamp / 1_000 / PERIOD_SECONDS) + off;
}

/** What an authenticator reads from the QR code. */
export const enrolmentAddress = (secret: string, email: string): string => made(secret, email).toString();

/** A secret in groups of four, as somebody types it. */
export const inGroups = (text: string): string => text.replace(/(.{4})(?=.)/g, "$1 ");

/** What somebody typed, as codes are compared: without spaces and hyphens, in capitals. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, "").toUpperCase();

/** Whether it can be a code of a device; else it can only be a recovery code. */
export const isDeviceCode = (code: string): boolean => /^\d{6}$/.test(code);
