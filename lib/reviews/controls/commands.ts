import { ControlKind } from "../../../prisma/generated/enums";
import { command } from "../../core/command";
import { planRows } from "../rules";
import { closeSection, isSame, openSection, storeRows } from "../section";
import { editControlsInput } from "./schema";

/** Writes what must hold from now on, and how it is verified. How it is verified is not part of what is signed. */
export const editControls = command("controls.edit", editControlsInput, async (work) => {
  const { tx, context, input } = work;
  const { incident, before } = await openSection(tx, context, input, "controls");
  const { ref, base, ...content } = input;
  if (isSame(content, base)) return { ref: incident.ref, base };
  for (const kind of Object.values(ControlKind)) {
    const rows = content[kind].map((control) => ({ ...control, kind }));
    await storeRows(tx.control, incident.id, planRows(before[kind], rows));
  }
  const wording = (lists: Record<ControlKind, readonly { text: string }[]>) =>
    JSON.stringify(Object.values(ControlKind).map((kind) => lists[kind].map(({ text }) => text)));
  return closeSection(work, incident, "controls", before, wording(before) !== wording(content));
});
