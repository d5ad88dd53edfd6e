import type { DataLoss, ImpactGroup, Precision } from "../../../prisma/generated/enums";
import { baseOf } from "../../core/base";
import type { Reader } from "../../core/database";

/** A number of people, exact or about. */
export type Count = { count: number; precision: Precision };

/** The impact section: statements in three groups, and the figures behind them (null: not said). */
export type Impact = Readonly<Record<ImpactGroup, readonly string[]>> & {
  figures: {
    usersAffected: Count | null;
    customersAffected: Count | null;
    unavailableFrom: Date | null;
    unavailableTo: Date | null;
    dataLoss: DataLoss | null;
    delay: string | null;
  };
};

/** The impact section of an incident that the caller has loaded; empty where nothing was written yet. */
export async function getImpact(reader: Reader, incidentId: string): Promise<Impact> {
  const rows = await reader.impactStatement.findMany({ where: { incidentId }, orderBy: { position: "asc" } });
  const figures = await reader.impactFigures.findUnique({ where: { incidentId } });
  const group = (name: ImpactGroup) => rows.filter((row) => row.group === name).map(({ text }) => text);
  const counted = (count: number | null | undefined, precision: Precision | null | undefined) =>
    count === null || count === undefined ? null : { count, precision: precision ?? "exact" };
  return {
    user: group("user"),
    business: group("business"),
    detection: group("detection"),
    figures: {
      usersAffected: counted(figures?.usersAffected, figures?.usersPrecision),
      customersAffected: counted(figures?.customersAffected, figures?.customersPrecision),
      unavailableFrom: figures?.unavailableFrom ?? null,
      unavailableTo: figures?.unavailableTo ?? null,
      dataLoss: figures?.dataLoss ?? null,
      delay: figures?.delay ?? null,
    },
  };
}

/** The fingerprint of an impact section, which its form carries back as `base`. */
export const impactBase = (impact: Impact): string => baseOf(impact);
