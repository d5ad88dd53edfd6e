import { beforeAll, describe, expect, test } from "vitest";
import { completeReference } from "@/app/(workspace)/incidents/[ref]/references";
import { database } from "@/lib/core/database";
import { declareIncident } from "@/lib/incidents/commands";
import { restrictIncident } from "@/lib/incidents/restriction/commands";
import { addActionItem } from "@/lib/reviews/action-items/commands";
import { makePool, makeRule } from "../../../../lib/alerts/support";
import type { CastContext } from "../../../../support/cast";
import { makeWorld, unique, type World } from "../../../../support/world";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const offered = async (context: CastContext, text: string, most = 6) =>
  (await completeReference(context, text, most)).map(({ insert }) => insert);

async function makeAlert(name: string, poolId: string, incidentId: string | null = null): Promise<number> {
  const { id: ruleId, figure, comparison, threshold, severity, response } = await makeRule({ name });
  const at = world.cleo.now;
  const { number } = await database().alert.create({
    data: {
      ...{ ruleId, poolId, incidentId, name, figure, comparison, threshold, severity, response },
      ...{ state: "resolved", pendingAt: at, firingAt: at, endedAt: at, lastAt: at },
      ...{ firstValue: 96, lastValue: 97, worstValue: 98 },
    },
  });
  return number;
}

describe("what a reference is completed to", () => {
  test("incidents and action items that the asker sees, and alerts of that name", async () => {
    const word = unique("Lighthouse").replace(" ", "-");
    const open = await declareIncident(world.ben, { title: `${word} is dark`, severity: "P2" });
    const secret = await declareIncident(world.omar, { title: `${word} was broken into`, severity: "P2" });
    const item = await addActionItem(world.ben, { ref: open.ref, title: `Relight the ${word}` });
    await addActionItem(world.omar, { ref: secret.ref, title: `New locks for ${word}` });
    await restrictIncident(world.omar, { ref: secret.ref });
    const { poolId, name: pool } = await makePool();
    const number = await makeAlert(`${word} full`, poolId, secret.id);
    const found = await completeReference(world.cleo, word.toUpperCase(), 6);
    expect(found.map(({ insert }) => insert)).toEqual([
      `#${open.ref} `,
      `#${item.ref} `,
      `#alert-${number} `,
    ]);
    expect(found.at(-1)).toEqual({
      insert: `#alert-${number} `,
      label: `${word} full · ${pool}`,
      hint: `alert-${number}`,
    });
    expect(JSON.stringify(found)).not.toContain(secret.ref);
    expect(await offered(world.omar, word)).toContain(`#${secret.ref} `);
  });

  test("alerts by the name of their pool, the newest first and no more than asked for", async () => {
    const { poolId, name } = await makePool();
    const numbers: number[] = [];
    for (let index = 0; index < 3; index++) numbers.unshift(await makeAlert(unique("Nearly full"), poolId));
    expect(await offered(world.cleo, name, 2)).toEqual(
      numbers.slice(0, 2).map((number) => `#alert-${number} `),
    );
  });

  test("alerts by the beginning of their number, with and without the word before it", async () => {
    const { poolId } = await makePool();
    const number = await makeAlert(unique("Nearly full"), poolId);
    const written = `#alert-${number} `;
    for (const text of [String(number), `alert-${number}`, `Alert-${number}`, "alert", "alert-", "al"])
      expect(await offered(world.cleo, text), text).toContain(written);
    for (const text of [`alert-${number}0`, `alert-${number + 1}`, `x${number}`, "%", "_"])
      expect(await offered(world.cleo, text), text).not.toContain(written);
  });

  test("nothing for somebody who is not signed in", async () => {
    await expect(completeReference(world.nobody, "alert", 6)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});
