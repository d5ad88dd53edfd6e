import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { editImpact } from "@/lib/incidents/impact/commands";
import { getImpact, impactBase } from "@/lib/incidents/impact/queries";
import { type Cast, cast } from "../../../support/cast";
import { at } from "../../../support/clock";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, expectEdit, restricted } from "../support";

let people: Cast;
beforeAll(async () => {
  people = await cast(at("2025-10-09 09:00 America/New_York"));
});

const make = () => declared(people.ben, { timeZone: "America/New_York" });
const read = (id: string) => getImpact(database(), id);
const baseNow = async (id: string) => impactBase(await read(id));

const content = {
  user: ["~150 people could not open reports", ""],
  business: ["testing stood still for a day", "customers were not affected"],
  detection: [],
  usersAffected: "~150",
  customersAffected: "0",
  unavailableFrom: "2025-10-08 14:23",
  unavailableTo: "2025-10-08 15:45",
  dataLoss: "none",
  delay: "one day of testing",
};

describe("editing", () => {
  test("writes statements in their groups and order, and the figures behind them", async () => {
    const { id, ref } = await make();
    await editImpact(people.ben, { ref, base: await baseNow(id), ...content });
    expect(await read(id)).toEqual({
      user: ["~150 people could not open reports"],
      business: ["testing stood still for a day", "customers were not affected"],
      detection: [],
      figures: {
        usersAffected: { count: 150, precision: "about" },
        customersAffected: { count: 0, precision: "exact" },
        unavailableFrom: at("2025-10-08 14:23 America/New_York"),
        unavailableTo: at("2025-10-08 15:45 America/New_York"),
        dataLoss: "none",
        delay: "one day of testing",
      },
    });
    expect(await lastEvent()).toMatchObject({
      action: "impact.edit",
      subjectKind: "impact",
      subjectId: id,
      fields: { user: [[], ["~150 people could not open reports"]] },
    });
  });

  test("takes things away again when they are left empty", async () => {
    const { id, ref } = await make();
    await editImpact(people.ben, { ref, base: await baseNow(id), ...content });
    await editImpact(people.ben, { ref, base: await baseNow(id), usersAffected: "", dataLoss: "" });
    expect(await read(id)).toMatchObject({ user: [], figures: { usersAffected: null, dataLoss: null } });
  });

  test("takes rows as a form sends them", async () => {
    const { id, ref } = await make();
    await editImpact(people.ben, {
      ref,
      base: await baseNow(id),
      user: [{ text: " one " }, { text: "two" }],
    });
    expect((await read(id)).user).toEqual(["one", "two"]);
  });

  test("a stale form is a conflict that shows the section as it is now", async () => {
    const { id, ref } = await make();
    const base = await baseNow(id);
    await editImpact(people.ada, { ref, base, user: ["first"] });
    const current = { user: ["first"], base: await baseNow(id) };
    await expect(editImpact(people.ben, { ref, base, user: ["mine"] })).rejects.toMatchObject({
      code: "conflict",
      detail: { current },
    });
  });

  test("of two at once one wins", async () => {
    const { id, ref } = await make();
    const base = await baseNow(id);
    const both = await Promise.allSettled(
      ["one", "two"].map((text) => editImpact(people.ben, { ref, base, user: [text] })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await read(id)).user).toHaveLength(1);
  });

  test("saving what is there already is quiet, and a real change voids the document", async () => {
    const { id, ref } = await make();
    await expectEdit(id, true, async () =>
      editImpact(people.ben, { ref, base: await baseNow(id), ...content }),
    );
    const base = await baseNow(id);
    await expectQuiet(() => editImpact(people.ben, { ref, base, ...content }));
    await expectEdit(id, false, () => editImpact(people.ben, { ref, base, ...content }));
  });

  test.each([
    [{ usersAffected: "many" }, { usersAffected: expect.stringMatching(/Write a number/) }],
    [{ usersAffected: "-1" }, { usersAffected: expect.stringMatching(/Write a number/) }],
    [{ unavailableFrom: "noon" }, { unavailableFrom: expect.stringMatching(/Write the time as/) }],
    [{ unavailableTo: "2025-10-08 14:00" }, { unavailableTo: "The outage ends before it begins." }],
    [{ dataLoss: "some" }, { dataLoss: "Choose what became of data." }],
    [{ user: ["x".repeat(2001)] }, { "user.0": "Keep it under 2,000 characters." }],
    [{ base: undefined }, { base: "Reload the page and try again." }],
  ])("%j is refused at its field", async (wrong, fields) => {
    const { id, ref } = await make();
    const input = { ref, base: await baseNow(id), ...content, ...wrong };
    await expect(editImpact(people.ben, input)).rejects.toMatchObject({ code: "invalid", fields });
    expect((await read(id)).user).toEqual([]);
  });

  test("who only looks may not, and a restricted incident is not there", async () => {
    const open = await make();
    const hidden = await restricted(people.lea);
    const base = await baseNow(open.id);
    await expectRefusal(editImpact(people.cleo, { ref: open.ref, base }), "forbidden");
    await expectRefusal(editImpact(people.ben, { ref: hidden.ref, base }), "not_found");
  });
});
