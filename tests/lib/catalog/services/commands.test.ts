import { beforeAll, describe, expect, test } from "vitest";
import {
  addUsualEnvironments,
  archiveEnvironment,
  restoreEnvironment,
} from "@/lib/catalog/environments/commands";
import { archiveService, createService, editService, restoreService } from "@/lib/catalog/services/commands";
import {
  findService,
  getService,
  listServices,
  serviceBase,
  serviceContent,
} from "@/lib/catalog/services/queries";
import { database } from "@/lib/core/database";
import { addMember, archiveTeam, createTeam } from "@/lib/people/teams/commands";
import { type Cast, cast } from "../../../support/cast";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";

let people: Cast;
beforeAll(async () => {
  people = await cast();
  await addUsualEnvironments(people.omar, {});
  await createTeam(people.lea, { name: "Platform" });
  await createTeam(people.omar, { name: "Data" });
});

const read = async (slug: string) => serviceContent(await getService(people.cleo, slug));
const baseNow = async (slug: string) => serviceBase(await getService(people.cleo, slug));
let count = 0;
const make = (more: object = {}) => {
  count += 1;
  return createService(people.omar, { name: `Service ${count}`, ...more });
};

describe("creating", () => {
  test("a service with its owner and where it runs; the first environment is the primary one", async () => {
    const { slug } = await createService(people.lea, {
      name: "Reporting API",
      description: "Makes the reports.",
      ownerTeam: "platform",
      environments: ["staging", "production"],
    });
    expect(slug).toBe("reporting-api");
    expect(await read(slug)).toEqual({
      name: "Reporting API",
      description: "Makes the reports.",
      ownerTeam: "platform",
      environments: ["production", "staging"],
      primary: "production",
    });
    expect(await lastEvent()).toMatchObject({
      action: "service.create",
      subjectKind: "service",
      fields: { ownerTeam: [null, "platform"], environments: [[], ["production", "staging"]] },
    });
  });

  test.each([
    [{ name: " " }, { name: "Give the service a name." }],
    [{ ownerTeam: "nobody" }, { ownerTeam: "Choose a team from the list." }],
    [{ environments: ["moon"] }, { environments: "Choose environments from the list." }],
    [
      { environments: ["staging"], primary: "production" },
      { primary: "Choose one of the environments that it is deployed to." },
    ],
  ])("%j is refused at its field", async (wrong, fields) => {
    await expect(createService(people.omar, { name: "X", ...wrong })).rejects.toMatchObject({
      code: "invalid",
      fields,
    });
  });

  test("a name that is taken is a conflict at its field, also for two at once", async () => {
    await createService(people.omar, { name: "Billing" });
    await expect(createService(people.omar, { name: "BILLING" })).rejects.toMatchObject({
      code: "conflict",
      fields: { name: "There is already a service called Billing." },
    });
    const both = await Promise.allSettled([1, 2].map(() => createService(people.omar, { name: "Twin" })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  test("names that make the same address get a number", async () => {
    expect((await createService(people.omar, { name: "Mail-out" })).slug).toBe("mail-out");
    expect((await createService(people.omar, { name: "Mail out" })).slug).toBe("mail-out-2");
    expect((await createService(people.omar, { name: "運用" })).slug).toBe("service");
  });

  test("leads give it to a team of theirs or to nobody yet, responders do not create any", async () => {
    await expectRefusal(createService(people.lea, { name: "Not mine", ownerTeam: "data" }), "forbidden");
    await createService(people.lea, { name: "Nobody's yet" });
    await expectRefusal(createService(people.ben, { name: "Mine" }), "forbidden");
  });
});

describe("editing", () => {
  test("changes what differs, keeps the address and tells before and after", async () => {
    const { slug } = await make({ ownerTeam: "platform", environments: ["staging"] });
    await editService(people.lea, {
      slug,
      base: await baseNow(slug),
      name: "Renamed",
      ownerTeam: "platform",
      environments: ["production", "staging"],
      primary: "staging",
    });
    expect(await read(slug)).toMatchObject({
      name: "Renamed",
      environments: ["production", "staging"],
      primary: "staging",
    });
    const { action, fields } = await lastEvent();
    expect(action).toBe("service.edit");
    expect(fields).toMatchObject({ environments: [["staging"], ["production", "staging"]] });
    expect(fields).not.toHaveProperty("ownerTeam");
    expect(fields).not.toHaveProperty("primary");
  });

  test("a stale form is a conflict that shows the service as it is now, and may be sent again", async () => {
    const { slug } = await make();
    const base = await baseNow(slug);
    await editService(people.omar, { slug, base, name: `${slug} one` });
    const current = { name: `${slug} one`, base: await baseNow(slug) };
    await expect(editService(people.omar, { slug, base, name: `${slug} two` })).rejects.toMatchObject({
      code: "conflict",
      detail: { current },
    });
    await editService(people.omar, { slug, base: current.base, name: `${slug} two` });
    expect((await read(slug)).name).toBe(`${slug} two`);
  });

  test("of two at once one wins", async () => {
    const { slug } = await make();
    const base = await baseNow(slug);
    const both = await Promise.allSettled(
      ["left", "right"].map((side) => editService(people.omar, { slug, base, name: `${slug} ${side}` })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("saving what is there already is quiet", async () => {
    const { slug } = await make({ environments: ["staging"] });
    const content = await read(slug);
    await expectQuiet(() => editService(people.omar, { slug, ...content, ownerTeam: "" }));
  });

  test("is for leads of the owning team and admins", async () => {
    const { slug } = await make({ ownerTeam: "data" });
    const edit = { slug, name: `${slug} edited`, ownerTeam: "data" };
    await expectRefusal(editService(people.lea, edit), "forbidden", /Leads of the team/);
    await expectRefusal(editService(people.ben, edit), "forbidden");
    const team = await database().team.findUniqueOrThrow({ where: { slug: "data" } });
    await addMember(people.omar, { teamId: team.id, personId: people.lea.actor.id });
    await editService(people.lea, edit);
    expect((await read(slug)).name).toBe(`${slug} edited`);
  });

  test("what was archived meanwhile may stay, but is not chosen anew", async () => {
    const { teamId } = await createTeam(people.omar, { name: "Leaving" });
    const { slug } = await make({ ownerTeam: "leaving", environments: ["development"] });
    const other = await make();
    await archiveTeam(people.omar, { teamId });
    await archiveEnvironment(people.omar, { slug: "development" });
    const kept = { ownerTeam: "leaving", environments: ["development"] };
    await editService(people.omar, { slug, name: `${slug} kept`, ...kept });
    expect(await read(slug)).toMatchObject(kept);
    await expectRefusal(
      editService(people.omar, { slug: other.slug, name: "New", ownerTeam: "leaving" }),
      "invalid",
    );
    await expectRefusal(
      editService(people.omar, { slug: other.slug, name: "New", environments: ["development"] }),
      "invalid",
    );
    await restoreEnvironment(people.omar, { slug: "development" });
  });
});

test("archiving takes it out of every choice, and restoring brings it back; twice is quiet", async () => {
  const { slug } = await make();
  await archiveService(people.omar, { slug });
  expect((await listServices(people.cleo)).map((one) => one.slug)).not.toContain(slug);
  expect((await listServices(people.cleo, { archived: true })).map((one) => one.slug)).toContain(slug);
  expect(await findService(people.cleo, slug)).toBeNull();
  expect(await lastEvent()).toMatchObject({ action: "service.archive" });
  await expectQuiet(() => archiveService(people.omar, { slug }));
  await restoreService(people.omar, { slug });
  expect((await findService(people.cleo, slug.toUpperCase()))?.slug).toBe(slug);
  await expectQuiet(() => restoreService(people.omar, { slug }));
  const owned = await make({ ownerTeam: "platform" });
  await archiveService(people.lea, { slug: owned.slug });
  await restoreService(people.lea, { slug: owned.slug });
  await expectRefusal(archiveService(people.ada, { slug: owned.slug }), "forbidden");
  await expectRefusal(restoreService(people.ada, { slug: owned.slug }), "forbidden");
  await expectRefusal(archiveService(people.omar, { slug: "no-such" }), "not_found");
});

test("nobody reads them without a session", async () => {
  await expectRefusal(listServices(people.nobody), "unauthenticated");
  await expectRefusal(getService(people.nobody, "billing"), "unauthenticated");
});
