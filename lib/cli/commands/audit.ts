import { readFileSync, statSync } from "node:fs";
import { checkTrail, getSignedHead, type HeadVerdict } from "../../audit/queries";
import { type SignedHead, signedHead } from "../../audit/schema";
import { Refusal } from "../../core/refusal";
import { checkFile } from "../../start/backup/read-file";
import type { CliCommand } from "../command-line";
import { exitCodes } from "../failure";
import { typedPath, withContext } from "../session";

const LARGEST_HEAD_BYTES = 10_000;

/** `audit verify`: whether the trail is what was once written. */
export const verifyAudit: CliCommand = {
  words: "audit verify",
  does: "Checks the chain of the audit trail: changed, missing and reordered events, and with --head a cut end.",
  takes: [],
  options: {
    head: {
      value: "FILE",
      does: "A head that was signed before, from highwater audit head, or a backup, which holds one.",
      completes: "files",
    },
  },
  async run(order) {
    const given = order.text("head");
    const against = given === undefined ? undefined : await readHead(typedPath(given));
    const found = await withContext((context) => checkTrail(context, against));
    const { sealed, unsealed, oldestUnsealedAt, faults, signedHead: verdict } = found;
    const holds = faults.length === 0 && (verdict === null || verdict === "holds");
    const waiting =
      unsealed === 0 ? "" : `; ${unsealed} not sealed yet, the oldest of ${oldestUnsealedAt?.toISOString()}`;
    const lines = faults.slice(0, 50).map(({ sequence, fault }) => `  ${fault} at ${sequence}`);
    return {
      text: [
        `${faults.length === 0 ? "The chain holds" : `Faults in the chain: ${faults.length}`}: ${sealed} sealed events${waiting}.`,
        ...lines,
        ...(faults.length > 50 ? [`  and ${faults.length - 50} more`] : []),
        ...(verdict && against ? [headSentences[verdict](against)] : []),
      ].join("\n"),
      json: {
        ...{ holds, sealed, unsealed, oldestUnsealedAt, head: verdict },
        faults: faults.map(({ sequence, fault }) => ({ sequence: sequence.toString(), fault })),
      },
      ...(holds ? {} : { exitCode: exitCodes.doesNotHold }),
    };
  },
};

const headSentences: Readonly<Record<HeadVerdict, (head: SignedHead) => string>> = {
  holds: ({ sequence, at }) => `Everything up to the head of ${at} (link ${sequence}) is there.`,
  "cut off": ({ sequence, at }) => `The end was cut off: link ${sequence}, signed at ${at}, is gone.`,
  rewritten: ({ sequence, at }) =>
    `The chain was made anew: link ${sequence} is not the one signed at ${at}.`,
};

/** `audit head`: where the trail ends, signed, to be kept where nobody who can change the database can change it. */
export const printHead: CliCommand = {
  words: "audit head",
  does: "Prints where the audit trail ends, signed; kept elsewhere, it later proves that nothing was cut off.",
  takes: [],
  options: {},
  async run() {
    const head = await withContext(getSignedHead);
    return { text: JSON.stringify(head), json: head };
  },
};

async function readHead(path: string): Promise<SignedHead> {
  const head = signedHead.safeParse(parsed(path));
  if (head.success) return head.data;
  return (await checkFile(path)).header.trailHead;
}

/** What a small file says as JSON; null where it is larger, as backups are, or no JSON. */
function parsed(path: string): unknown {
  try {
    return statSync(path).size < LARGEST_HEAD_BYTES ? JSON.parse(readFileSync(path, "utf8")) : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code) throw new Refusal("not_found", `${path} cannot be read (${code}).`);
    return null;
  }
}
