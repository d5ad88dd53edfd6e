import { beforeAll, describe, expect, test } from "vitest";
import {
  addUsualEnvironments,
  archiveEnvironment,
  createEnvironment,
  editEnvironment,
  restoreEnvironment,
} from "@/lib/catalog/environments/commands";
import {
  environmentBase,
  findEnvironment,
  getEnvironment,
  listEnvironments,
} from "@/lib/catalog/environments/queries";
import { type Cast, cast } from "../../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

test("the three that most teams have are added in one go; again is quiet", async () => {
  await addUsualEnvironments(people.omar, {});
  const all = await listEnvironments(people.cleo);
  expect(all.map(({ slug, kind }) => [slug, kind])).toEqual([
    ["production", "production"],
    ["staging", "staging"],
    ["development", "development"],
  ]);
  expect(await lastEvent()).toMatchObject({ action: "environment.add-usual", subjectKind: "environment" });
  await expectQuiet(() => addUsualEnvironments(people.omar, {}));
});

describe("creating", () => {
  test("gives it an address made of its name, behind the others", async () => {
    expect(await createEnvironment(people.omar, { name: " Load  Test ", kind: "other" })).toEqual({
      slug: "load-test",
    });
    const all = await listEnvironments(people.cleo);
    expect(all.at(-1)).toMatchObject({ name: "Load Test", kind: "other" });
    expect(await lastEvent()).toMatchObject({
      action: "environment.create",
      fields: { name: [null, "Load Test"] },
    });
  });

  test("a name that is taken is refused at its field, in any case, also for two at once", async () => {
    await createEnvironment(people.omar, { name: "Canary_1", kind: "other" });
    await expect(createEnvironment(people.omar, { name: "canary_1", kind: "other" })).rejects.toMatchObject({
      code: "conflict",
      fields: { name: "There is already an environment called Canary_1." },
    });
    await createEnvironment(people.omar, { name: "Canaryx1", kind: "other" });
    const both = await Promise.allSettled(
      [1, 2].map(() => createEnvironment(people.omar, { name: "Twin", kind: "other" })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  test.each([
    [{ name: "" }, { name: "Give the environment a name." }],
    [{ kind: "moon" }, { kind: "Choose what kind of environment it is." }],
  ])("%j is refused at its field", async (wrong, fields) => {
    await expect(
      createEnvironment(people.omar, { name: "X", kind: "other", ...wrong }),
    ).rejects.toMatchObject({
      code: "invalid",
      fields,
    });
  });

  test("is for admins", async () => {
    const input = { name: "Mine", kind: "other", slug: "staging" };
    const commands = [createEnvironment, editEnvironment, archiveEnvironment, restoreEnvironment];
    for (const command of [...commands, addUsualEnvironments])
      for (const who of [people.ada, people.lea, people.cleo])
        await expectRefusal(command(who, input), "forbidden");
  });
});

test("editing keeps the address and tells before and after", async () => {
  const { slug } = await createEnvironment(people.omar, { name: "QA", kind: "other" });
  await editEnvironment(people.omar, { slug, name: "Quality", kind: "staging", position: "1" });
  expect(await getEnvironment(people.cleo, slug)).toMatchObject({
    slug: "qa",
    name: "Quality",
    kind: "staging",
    position: 1,
  });
  expect(await lastEvent()).toMatchObject({
    fields: { name: ["QA", "Quality"], kind: ["other", "staging"] },
  });
  await expectQuiet(() => editEnvironment(people.omar, { slug, name: "Quality", kind: "staging" }));
  const taken = { slug, name: "PRODUCTION", kind: "staging" };
  await expectRefusal(
    editEnvironment(people.omar, taken),
    "conflict",
    /already an environment called Production/,
  );
  await expectRefusal(editEnvironment(people.omar, { ...taken, slug: "nowhere" }), "not_found");
});

const baseNow = async (slug: string) => environmentBase(await getEnvironment(people.cleo, slug));

test("a stale form is a conflict that shows the environment as it is now, and may be sent again", async () => {
  const { slug } = await createEnvironment(people.omar, { name: "Preview", kind: "other" });
  const base = await baseNow(slug);
  await editEnvironment(people.omar, { slug, base, name: "Preview one", kind: "staging", position: "7" });
  const mine = { slug, name: "Preview two", kind: "other" };
  const current = { name: "Preview one", kind: "staging", position: 7, base: await baseNow(slug) };
  await expect(editEnvironment(people.omar, { ...mine, base })).rejects.toMatchObject({
    code: "conflict",
    detail: { current },
  });
  await editEnvironment(people.omar, { ...mine, base: current.base });
  expect(await getEnvironment(people.cleo, slug)).toMatchObject({ name: "Preview two", position: 7 });
});

test("of two edits of one form at once, one wins", async () => {
  const { slug } = await createEnvironment(people.omar, { name: "Sandbox", kind: "other" });
  const base = await baseNow(slug);
  const both = await Promise.allSettled(
    ["left", "right"].map((side) =>
      editEnvironment(people.omar, { slug, base, name: `Sandbox ${side}`, kind: "other" }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("archiving takes it out of every choice, and restoring brings it back; twice is quiet", async () => {
  const { slug } = await createEnvironment(people.omar, { name: "Old hall", kind: "other" });
  const offered = async () => (await listEnvironments(people.cleo)).map((one) => one.slug);
  await archiveEnvironment(people.omar, { slug });
  expect(await offered()).not.toContain(slug);
  expect(await findEnvironment(people.cleo, "Old hall")).toBeNull();
  expect((await listEnvironments(people.cleo, { archived: true })).map((one) => one.slug)).toContain(slug);
  await expectQuiet(() => archiveEnvironment(people.omar, { slug }));
  await restoreEnvironment(people.omar, { slug });
  expect(await offered()).toContain(slug);
  expect((await findEnvironment(people.cleo, "OLD HALL"))?.slug).toBe(slug);
  await expectQuiet(() => restoreEnvironment(people.omar, { slug }));
});

test("nobody reads them without a session, and an odd address is simply not there", async () => {
  await expectRefusal(listEnvironments(people.nobody), "unauthenticated");
  await expectRefusal(getEnvironment(people.cleo, "a\0b"), "not_found");
});
