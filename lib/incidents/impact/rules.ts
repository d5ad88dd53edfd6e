import type { DataLoss, ImpactGroup, Precision } from "../../../prisma/generated/enums";

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

/** The figures as they are stored, a number beside its precision. */
export type StoredFigures = Omit<Impact["figures"], "usersAffected" | "customersAffected"> & {
  usersAffected: number | null;
  usersPrecision: Precision | null;
  customersAffected: number | null;
  customersPrecision: Precision | null;
};

/** The impact section from what is stored: statements in their order, and the figures where there are any. */
export function impactOf(
  statements: readonly { group: ImpactGroup; text: string }[],
  figures: StoredFigures | null,
): Impact {
  const said = (group: ImpactGroup) =>
    statements.filter((statement) => statement.group === group).map(({ text }) => text);
  return {
    user: said("user"),
    business: said("business"),
    detection: said("detection"),
    figures: {
      usersAffected: counted(figures?.usersAffected ?? null, figures?.usersPrecision ?? null),
      customersAffected: counted(figures?.customersAffected ?? null, figures?.customersPrecision ?? null),
      unavailableFrom: figures?.unavailableFrom ?? null,
      unavailableTo: figures?.unavailableTo ?? null,
      dataLoss: figures?.dataLoss ?? null,
      delay: figures?.delay ?? null,
    },
  };
}

const counted = (count: number | null, precision: Precision | null): Count | null =>
  count === null ? null : { count, precision: precision ?? "exact" };
