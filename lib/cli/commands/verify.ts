import { readFileSync, statSync } from "node:fs";
import { Refusal } from "../../core/refusal";
import { verifyDocument } from "../../documents/verification/offline";
import type { Verification } from "../../documents/verification/schema";
import type { CliCommand } from "../command-line";
import { exitCodes } from "../failure";
import { typedPath } from "../session";

const LARGEST_BYTES = 32 * 1024 * 1024;

/** `verify`: whether exported documents are what was signed, without a database and without a network. */
export const verifyFiles: CliCommand = {
  words: "verify",
  does: "Verifies exported documents offline: a signed document by itself, a Markdown export beside its signed document.",
  takes: [{ name: "FILE", many: true, completes: "files" }],
  options: {
    key: {
      value: "FILE",
      does: "The installation's public key (PEM), had from elsewhere than the files.",
      completes: "files",
    },
  },
  async run(order) {
    const given = order.text("key");
    const publicKey = given === undefined ? null : content(given);
    const files = order.given.map((name) => ({ name, text: content(name) }));
    const signedDocument = files.find(({ text }) => verifyDocument(text).file === "signed document")?.text;
    const found = files.map(({ name, text }) => ({
      name,
      ...verifyDocument(text, { publicKey, signedDocument: signedDocument ?? null }),
    }));
    return {
      text: found.map(inWords).join("\n"),
      json: { files: found },
      ...(found.every(({ verdict }) => verdict === "verified") ? {} : { exitCode: exitCodes.doesNotHold }),
    };
  },
};

const inWords = ({ name, file, hash, verdict, findings }: Verification & { name: string }) =>
  [
    `${name}: ${headings[verdict]}`,
    ...findings.map(({ agrees, sentence }) => `  ${marks[`${agrees}`]} ${sentence}`),
    `  SHA-256 ${hash} (${file})`,
  ].join("\n");

const headings: Readonly<Record<Verification["verdict"], string>> = {
  verified: "verified.",
  contradicted: "not what was signed.",
  "not verifiable": "not verified, something is missing that would prove it.",
};

const marks: Readonly<Record<`${boolean | null}`, string>> = { true: "yes", false: "NO ", null: "?  " };

function content(typed: string): string {
  const path = typedPath(typed);
  try {
    if (statSync(path).size > LARGEST_BYTES)
      throw new Refusal("too_large", `${path} is larger than a document can be.`);
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith("E")) throw new Refusal("not_found", `${path} cannot be read (${code}).`);
    throw error;
  }
}
