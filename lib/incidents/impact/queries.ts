import { baseOf } from "../../core/base";
import type { Reader } from "../../core/database";
import { type Impact, impactOf } from "./rules";

/** The impact section of an incident that the caller has loaded; empty where nothing was written yet. */
export async function getImpact(reader: Reader, incidentId: string): Promise<Impact> {
  const rows = await reader.impactStatement.findMany({ where: { incidentId }, orderBy: { position: "asc" } });
  return impactOf(rows, await reader.impactFigures.findUnique({ where: { incidentId } }));
}

/** The fingerprint of an impact section, which its form carries back as `base`. */
export const impactBase = (impact: Impact): string => baseOf(impact);
