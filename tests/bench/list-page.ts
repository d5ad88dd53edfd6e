import type { Line } from "./line";
import { measure, ratio, timesOf } from "./rounds";
import { emptyPage, type Setting, viewing } from "./setting";

/** The list of incidents: few against many, and many against an empty page in the same shell. */
export async function listPage(
  few: Setting,
  many: Setting,
  counts: { few: number; many: number },
  effort: { rounds: number; perRound: number },
): Promise<Line[]> {
  const path = "/incidents?status=all";
  const times = await measure(
    [
      { name: "few", once: viewing(few.ben, path, "Latest recorded first") },
      { name: "many", once: viewing(many.ben, path, "Latest recorded first") },
      { name: "empty", once: emptyPage(many.ben) },
    ],
    effort,
  );
  const [small, large, empty] = [timesOf(times, "few"), timesOf(times, "many"), timesOf(times, "empty")];
  const against = (other: typeof small, what: string) => {
    const { least, most } = ratio(large, other);
    return {
      range: `${least.toFixed(2)} to ${most.toFixed(2)}`,
      ms: large.median,
      p95: large.p95,
      [what]: other.median,
    };
  };
  return [
    {
      name: `Incident list, ${counts.many} against ${counts.few} incidents`,
      ...{ figure: ratio(large, small).ratio, unit: "×", goal: { most: 1.2 } },
      beside: against(small, `ms with ${counts.few}`),
    },
    {
      name: `Incident list, ${counts.many} incidents against an empty page`,
      ...{ figure: ratio(large, empty).ratio, unit: "×", goal: { most: 1.5 } },
      beside: against(empty, "ms of the empty page"),
    },
  ];
}
