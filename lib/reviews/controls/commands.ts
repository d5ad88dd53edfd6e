import { ControlKind } from "../../../prisma/generated/enums";
import { command } from "../../core/command";
import { planRows } from "../rules";
import { closeSection, isSame, openSection, storeRows } from "../section";
import { editControlsInput } from "./schema";

/** Writes what must hold from now on, and how it is verified. How it is verified is not part of what is signed. */
export const editControls = command("controls.edit", editControlsInput, async (work) => {
  const { tx, context, input } = work;
  const { incident, before } = await openSection(tx, context, input, "controls");
  const sent = { technical: input.technical, process: input.process };
  const of = (kind: ControlKind) => sent[kind].map((control) => ({ ...control, kind }));
  const kinds = Object.values(ControlKind);
  if (isSame({ controls: kinds.flatMap(of) }, input.base)) return { ref: incident.ref, base: input.base };
  for (const kind of kinds) {
    const stored = before.controls.filter((control) => control.kind === kind);
    await storeRows(tx.control, incident.id, planRows(stored, of(kind)));
  }
  const wording = ({ kind, text }: { kind: ControlKind; text: string }) => [kind, text];
  const reworded =
    JSON.stringify(before.controls.map(wording)) !== JSON.stringify(kinds.flatMap(of).map(wording));
  return closeSection(work, incident, "controls", before, reworded);
});
