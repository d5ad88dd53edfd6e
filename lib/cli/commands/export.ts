import { writeFileSync } from "node:fs";
import { Refusal } from "../../core/refusal";
import { exportMarkdown } from "../../documents/exports/queries";
import type { CliCommand } from "../command-line";
import { inTheNameOf, typedPath, withContext } from "../session";

/** `export`: an incident and its post-mortem as one Markdown file. */
export const exportDocument: CliCommand = {
  words: "export",
  does: "Prints an incident and its post-mortem as Markdown, or writes it to a file.",
  takes: [{ name: "REF" }],
  options: {
    out: {
      value: "FILE",
      does: "Writes to this file instead; one that is there is not overwritten.",
      completes: "files",
    },
    as: { value: "EMAIL", does: "Shows only what this person may see; else everything." },
  },
  run(order) {
    const [ref = ""] = order.given;
    const [email, out] = [order.text("as"), order.text("out")];
    const path = out === undefined ? undefined : typedPath(out);
    return withContext(async (own) => {
      const context = email === undefined ? own : await inTheNameOf(own, email);
      const { fileName, markdown, evidence } = await exportMarkdown(context, ref);
      if (path === undefined) return { text: markdown, json: { ref, fileName, markdown, evidence } };
      writeNew(path, markdown);
      return { text: `${ref} is in ${path}.`, json: { ref, file: path } };
    });
  },
};

function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new Refusal("conflict", `${path} is there already; nothing was written.`);
    throw new Refusal("invalid", `${path} cannot be written (${code}).`);
  }
}
