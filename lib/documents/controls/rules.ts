import { controlStateLabels, sayTarget } from "../../alerts/controls/labels";
import type { ControlLine } from "../../alerts/controls/queries";
import type { Cell } from "../csv/rules";

const head = [
  ...["state", "since", "control", "kind", "verification", "incident"],
  ...["watched by", "watched since", "value", "says", "last verified"],
];

/** Controls as rows under a head, times as ISO 8601 in UTC. */
export const controlRows = (controls: readonly ControlLine[]): Cell[][] => [head, ...controls.map(rowOf)];

function rowOf({ text, kind, verification, incident, watch }: ControlLine): Cell[] {
  const at = (time: Date | null | undefined) => time?.toISOString() ?? null;
  return [
    ...[controlStateLabels[watch?.verdict ?? "unwatched"], at(watch?.verdictSince)],
    ...[text, kind, verification, incident.ref],
    ...[watch ? sayTarget(watch.target) : null, at(watch?.watchedSince)],
    ...[watch?.value ?? null, watch?.says ?? null, at(watch?.verifiedAt)],
  ];
}
