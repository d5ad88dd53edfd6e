import { randomInt } from "node:crypto";
import { dictionary } from "@zxcvbn-ts/language-common";

const words = 4;

/** Four words drawn at random from the 7,776 of a diceware list: easy to type, and 51 bits that nobody guesses. */
export function passphrase(): string {
  const { diceware } = dictionary;
  return Array.from({ length: words }, () => diceware[randomInt(diceware.length)]).join("-");
}
