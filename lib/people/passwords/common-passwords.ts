import { dictionary } from "@zxcvbn-ts/language-common";
import { singleton } from "../../core/singleton";
import { shortestPassword } from "./rules";

const list = () =>
  singleton(
    "common-passwords",
    () => new Set(dictionary.passwords.filter((password) => password.length >= shortestPassword)),
  );

/** Whether a password is among the commonest known from leaks (about 18,000 of allowed length), in any case. */
export const isCommonPassword = (password: string): boolean => list().has(password.toLowerCase());
