import type { Line } from "./line";
import { measure, ratio, timesOf } from "./rounds";
import { emptyPage, type Setting, viewing } from "./setting";

/** What a day's work begins with: each must say this. */
const pages = {
  Now: { path: "/", says: "Open incidents" },
  Reviews: { path: "/reviews", says: "Changed last first" },
  "Action items": { path: "/action-items", says: "Due first" },
  Services: { path: "/services", says: "Open incidents" },
};

/** The pages on which work of all incidents comes together, each full, against an empty page in the same shell. */
export async function desk(
  { ben }: Setting,
  incidents: number,
  effort: { rounds: number; perRound: number },
): Promise<Line[]> {
  const subjects = Object.entries(pages).map(([name, { path, says }]) => ({
    name,
    once: viewing(ben, path, says),
  }));
  const times = await measure([{ name: "empty", once: emptyPage(ben) }, ...subjects], effort);
  const empty = timesOf(times, "empty");
  return subjects.map(({ name }) => {
    const page = timesOf(times, name);
    const { ratio: figure, least, most } = ratio(page, empty);
    return {
      name: `${name}, ${incidents} incidents, against an empty page`,
      ...{ figure, unit: "×", goal: { most: 4 } },
      beside: {
        range: `${least.toFixed(2)} to ${most.toFixed(2)}`,
        ms: page.median,
        p95: page.p95,
        "ms of the empty page": empty.median,
      },
    };
  });
}
