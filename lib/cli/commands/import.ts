import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { databaseNow } from "../../core/clock";
import type { Context } from "../../core/context";
import { isRefusal, Refusal } from "../../core/refusal";
import { decodeMarkdown } from "../../documents/formats/highwater/decode";
import { applyImport, discardImport, uploadImport } from "../../documents/imports/commands";
import { importParts } from "../../documents/imports/labels";
import { getImportPreview } from "../../documents/imports/queries";
import type { CliCommand } from "../command-line";
import { BadUsage, exitCodes } from "../failure";
import { inTheNameOf, typedPath, withContext } from "../session";

type Imported = { file: string; ref: string; outcome: "created" | "changed" | "unchanged"; notes: number };
/** A file as it was typed, and where it is. */
type Named = { file: string; path: string };
type Given = { severity: string | undefined; update: boolean };
type Result = Imported | { file: string; error: string };

/** `import`: post-mortems from Markdown files, each as the import page would make it. */
export const importFiles: CliCommand = {
  words: "import",
  does: "Imports post-mortems from Markdown files, each on its own: one that is refused stops no other.",
  takes: [{ name: "FILE", many: true, completes: "files" }],
  options: {
    as: { value: "EMAIL", does: "The person in whose name they are imported; needed." },
    severity: {
      value: "P0…P4",
      does: "For documents that name none.",
      completes: ["P0", "P1", "P2", "P3", "P4"],
    },
    update: {
      does: "Takes over the differences into incidents that are here already; else these are refused.",
    },
  },
  async run(order, progress) {
    const email = order.text("as");
    if (!email) throw new BadUsage("Say in whose name to import: --as EMAIL.");
    const given = { severity: order.text("severity"), update: order.has("update") };
    const files = order.given.map((file) => ({ file, path: typedPath(file) }));
    const results = await withContext(async (own) => {
      const person = await inTheNameOf(own, email);
      const all: Result[] = [];
      for (const file of files) {
        const result = await attempt({ ...person, now: await databaseNow() }, file, given);
        if (files.length > 1) progress(sentence(result));
        all.push(result);
      }
      return all;
    });
    const refused = results.filter((result) => "error" in result).length;
    const text =
      results.length === 1
        ? results.map(sentence).join("\n")
        : `${results.length - refused} imported, ${refused} refused.`;
    return { text, json: { results }, ...(refused > 0 ? { exitCode: exitCodes.refused } : {}) };
  },
};

async function attempt(context: Context, named: Named, given: Given): Promise<Result> {
  try {
    return await importOne(context, named, given);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { file: named.file, error: error.message };
  }
}

async function importOne(
  context: Context,
  { file, path }: Named,
  { severity, update }: Given,
): Promise<Imported> {
  const { id: importId } = await uploadImport(context, { fileName: basename(file), source: read(path) });
  try {
    const { existing, notes } = await getImportPreview(context, importId);
    if (existing && existing.differing.length > 0 && !update)
      throw new Refusal(
        "conflict",
        `${existing.ref} is here already and differs in ${existing.differing.map((part) => importParts[part]).join(", ")}. --update takes that over.`,
      );
    if (existing && existing.differing.length === 0) {
      await discardImport(context, { importId });
      return { file, ref: existing.ref, outcome: "unchanged", notes: notes.length };
    }
    const base = existing ? { base: existing.base, parts: existing.differing } : {};
    const { ref } = await applyImport(context, { importId, severity, ...base });
    return { file, ref, outcome: existing ? "changed" : "created", notes: notes.length };
  } catch (error) {
    await discardImport(context, { importId }).catch(() => undefined);
    throw error;
  }
}

function read(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Refusal("not_found", `It cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const decoded = decodeMarkdown(bytes);
  if ("problem" in decoded) throw new Refusal("invalid", decoded.problem.message);
  return decoded.markdown;
}

function sentence(result: Result): string {
  if ("error" in result) return `${result.file}: ${result.error}`;
  const notes = result.notes === 0 ? "" : `, ${result.notes} notes on its import page`;
  return `${result.file}: ${result.ref} ${result.outcome}${notes}`;
}
