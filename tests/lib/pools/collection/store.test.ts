import { expect, it } from "vitest";
import { sql } from "@/lib/core/database";
import { keepHolders } from "@/lib/pools/collection/store";
import { beginning } from "../../../support/cast";
import { later, seconds } from "../../../support/clock";
import { holder } from "../attribution/breaches";
import { makeSeries } from "../support";

const kept = async (seriesId: number) => {
  const [row] = await sql<{ at: Date; workloads: { application: string; before: number }[] }>(
    "select holders_at as at, workloads from pool_instance where id = $1",
    [seriesId],
  );
  return { at: row?.at, had: row?.workloads.map(({ application, before }) => [application, before]) };
};

it("what is at work at the first look had what it has then; what begins later, what it had before", async () => {
  const { seriesId } = await makeSeries();
  const then = later(beginning, seconds(30));
  await keepHolders(seriesId, [holder("active", 40, 1)], beginning);
  expect(await kept(seriesId)).toEqual({ at: beginning, had: [["reports", 40]] });
  await keepHolders(
    seriesId,
    [holder("active", 41, 1), holder("active", 3, 1, { application: "web" })],
    then,
  );
  expect((await kept(seriesId)).had).toEqual([
    ["reports", 40],
    ["web", 0],
  ]);
});

it("a look that is older than what is kept changes nothing", async () => {
  const { seriesId } = await makeSeries();
  const then = later(beginning, seconds(30));
  await keepHolders(seriesId, [], then);
  await keepHolders(seriesId, [holder("active", 40, 1)], beginning);
  expect(await kept(seriesId)).toEqual({ at: then, had: [] });
});
