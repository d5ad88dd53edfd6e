import type { Moment, Writing } from "../../../prisma/sample/shapes";
import type { Context } from "../../core/context";
import { editImpact } from "../../incidents/impact/commands";
import { editPostMortem } from "../../reviews/commands";
import { editControls } from "../../reviews/controls/commands";
import { editLessons } from "../../reviews/lessons/commands";
import { getDocument } from "../../reviews/queries";
import { editRootCauseAnalysis } from "../../reviews/rca/commands";
import { editResolution } from "../../reviews/resolution/commands";
import { sectionContent } from "../../reviews/rules";
import { impactSection, sectionBases } from "../../reviews/section";

/**
 * Writes into the post-mortem section by section, as its forms do: lists that are left out stay, rows keep their
 * places' ids. `typed` gives a moment as it is typed.
 */
export async function write(
  context: Context,
  ref: string,
  writing: Writing,
  typed: (moment: Moment) => string,
): Promise<void> {
  const document = await getDocument(context, ref);
  const bases = sectionBases(document);
  const { impact, happened, causes, factors, fixes, changes } = writing;
  if (writing.summary ?? writing.classification) {
    const content = sectionContent.postMortem(document);
    const { summary = content.summary, classification = content.classification } = writing;
    await editPostMortem(context, { ref, base: bases.postMortem, summary, classification });
  }
  if (impact) {
    const { unavailable, ...rest } = impact;
    const [unavailableFrom, unavailableTo] = unavailable?.map(typed) ?? [];
    const { base } = impactSection(document);
    await editImpact(context, { ref, base, ...rest, unavailableFrom, unavailableTo });
  }
  if (happened ?? causes ?? factors) {
    const stored = sectionContent.analysis(document);
    await editRootCauseAnalysis(context, {
      ...{ ref, base: bases.analysis, ...stored },
      ...(happened ? { whatHappened: happened } : {}),
      ...(causes ? { rootCauses: inPlace(causes.map(titled), stored.rootCauses) } : {}),
      ...(factors ? { factors: inPlace(factors, stored.factors) } : {}),
    });
  }
  if (fixes ?? changes) {
    const stored = sectionContent.resolution(document);
    await editResolution(context, {
      ...{ ref, base: bases.resolution, ...stored },
      ...(fixes ? { fixes: inPlace(fixes.map(plain), stored.fixes) } : {}),
      ...(changes ? { codeChanges: inPlace(changes, stored.codeChanges) } : {}),
    });
  }
  const lessons = pick(writing, ["wentWell", "wentWrong", "lucky"]);
  if (Object.keys(lessons).length > 0) {
    const stored = sectionContent.lessons(document);
    const written = mapped(lessons, (texts, list) => inPlace(texts.map(plain), stored[list]));
    await editLessons(context, { ref, base: bases.lessons, ...stored, ...written });
  }
  const controls = pick(writing, ["technical", "process"]);
  if (Object.keys(controls).length > 0) {
    const stored = sectionContent.controls(document);
    const written = mapped(controls, (pairs, list) => inPlace(pairs.map(verified), stored[list]));
    await editControls(context, { ref, base: bases.controls, ...stored, ...written });
  }
}

const plain = (text: string) => ({ text });
const titled = ([title, text]: [string, string]) => ({ title, text });
const verified = ([text, verification]: [string, string?]) => ({ text, verification });

const inPlace = <Row extends object>(rows: Row[], stored: readonly { id: string }[]) =>
  rows.map((row, place) => ({ id: stored[place]?.id, ...row }));

function pick<Key extends keyof Writing>(
  writing: Writing,
  keys: Key[],
): { [K in Key]?: NonNullable<Writing[K]> } {
  const given = keys.filter((key) => writing[key] !== undefined).map((key) => [key, writing[key]]);
  return Object.fromEntries(given);
}

function mapped<Key extends string, Rows>(
  lists: { [K in Key]?: Rows },
  change: (rows: Rows, list: Key) => object[],
): Record<string, object[]> {
  const entries = Object.entries(lists) as [Key, Rows][];
  return Object.fromEntries(entries.map(([list, rows]) => [list, change(rows, list)]));
}
