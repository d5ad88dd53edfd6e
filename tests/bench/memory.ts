import type { Line } from "./line";
import { residentMb } from "./machine";
import { median } from "./rounds";
import { type Setting, viewing } from "./setting";

const samples = 10;

/**
 * Resident memory of web and worker in one process while pages are viewed: what it is at the end, and whether it grows.
 * The first tenth of the views warms up; then a sample is taken after each further tenth. Beside it the other
 * product of the run, which has served the list of incidents and little else.
 */
export async function memory(
  { product, ben, scene }: Setting,
  other: Setting,
  views: number,
): Promise<Line[]> {
  const pages = [
    viewing(ben, "/", "Now"),
    viewing(ben, "/incidents?status=all", "Latest recorded first"),
    viewing(ben, `/incidents/${scene.incident.ref}`, "Add entry"),
    viewing(ben, `/incidents/${scene.incident.ref}/post-mortem`, "Summary"),
    viewing(ben, "/action-items", "Action items"),
  ];
  const pid = product.program.child.pid ?? 0;
  const atStart = residentMb(pid);
  const resident: number[] = [];
  for (let view = 0; view < views; view += 4) {
    await Promise.all([0, 1, 2, 3].map((at) => pages[(view + at) % pages.length]?.()));
    if (Math.floor((view + 4) / (views / samples)) > Math.floor(view / (views / samples))) {
      resident.push(residentMb(pid));
      console.log(`${Math.round(residentMb(pid))} MB after ${view + 4} views`);
    }
  }
  const warm = resident.slice(1);
  const beside = {
    ...{ views, "MB at start": atStart, series: resident.map(Math.round).join(" ") },
    "MB of the product that served little": residentMb(other.product.program.child.pid ?? 0),
  };
  return [
    {
      name: `Resident memory of web and worker over ${views} page views`,
      ...{ figure: Math.max(...warm), unit: "MB", goal: { most: 350 }, beside },
    },
    growthOf("Its growth", resident),
  ];
}

/** Whether memory grows, by samples taken at equal distances; the first one warms up. */
export function growthOf(what: string, resident: readonly number[]): Line {
  const warm = resident.slice(1);
  const middle = Math.floor(warm.length / 2);
  const [early, late] = [median(warm.slice(0, middle)), median(warm.slice(middle))];
  return {
    name: `${what}: the later half of the samples against the earlier`,
    ...{ figure: late / early, unit: "×", goal: { most: 1.05 } },
    beside: { "MB earlier": early, "MB later": late },
  };
}
