import { describe, expect, it } from "vitest";
import { z } from "zod";
import { check, command } from "../../../lib/core/command";
import { nobodyContext, systemContext } from "../../../lib/core/context";
import { database } from "../../../lib/core/database";
import { Refusal } from "../../../lib/core/refusal";

const now = new Date("2026-03-01T12:00:00Z");
const system = systemContext(now, "system", "request-1");

// A command made for this test under a name of the table; the real one is loaded by nobody here.
const raiseCounter = command(
  "environment.create",
  z.object({ year: z.number(), to: z.number() }),
  async (work) => {
    const { tx, input, changed } = work;
    const before = await tx.incidentRefCounter.findUnique({ where: { year: input.year } });
    if (before?.last === input.to) return before;
    const after = await tx.incidentRefCounter.upsert({
      where: { year: input.year },
      create: { year: input.year, last: input.to },
      update: { last: input.to },
    });
    changed(
      { kind: "counter", id: String(input.year) },
      { last: [before?.last ?? null, after.last], year: [1, 1] },
    );
    if (input.to === 13) throw new Error("a fault after the write");
    return after;
  },
);

const applyNothing = command("import.apply", z.object({}), async ({ changed }) => {
  changed({ kind: "import", id: "7" }, {});
});

describe("the door for writes", () => {
  it("writes, and leaves one audit event with what differs", async () => {
    await raiseCounter(system, { year: 2001, to: 5 });
    const trail = await database().auditEvent.findMany({ where: { subjectId: "2001" } });
    expect(trail).toHaveLength(1);
    expect(trail[0]).toMatchObject({
      at: now,
      action: "environment.create",
      actorRole: "system",
      actorName: "Highwater",
      via: "system",
      subjectKind: "counter",
      requestId: "request-1",
      changes: [{ kind: "counter", id: "2001", fields: { last: [null, 5] } }],
    });
  });

  it("is quiet when nothing changes", async () => {
    await raiseCounter(system, { year: 2002, to: 5 });
    await raiseCounter(system, { year: 2002, to: 5 });
    expect(await database().auditEvent.count({ where: { subjectId: "2002" } })).toBe(1);
  });

  it("writes nothing at all when the work fails half-way", async () => {
    await expect(raiseCounter(system, { year: 2003, to: 13 })).rejects.toThrow("a fault after the write");
    expect(await database().incidentRefCounter.findUnique({ where: { year: 2003 } })).toBeNull();
    expect(await database().auditEvent.count({ where: { subjectId: "2003" } })).toBe(0);
  });

  it("refuses by role before it looks at the input", async () => {
    await expect(raiseCounter(nobodyContext(now), { nonsense: true })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const viewer = { ...system, actor: { id: null, name: "Cleo", role: "viewer", via: "web" } } as const;
    await expect(raiseCounter(viewer, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuses bad input with a sentence a field", () => {
    const schema = z.object({
      title: z.string().min(1, "Give it a title."),
      items: z.array(z.object({ n: z.number("A number.") })),
    });
    try {
      check(schema, { title: "", items: [{ n: 1 }, { n: "x" }] });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(error).toMatchObject({
        code: "invalid",
        message: "Give it a title.",
        fields: { title: "Give it a title.", "items.1.n": "A number." },
      });
    }
  });

  it("inserts the work of its reactions in the same transaction", async () => {
    await applyNothing(system, {});
    const work = await database().work.findMany();
    expect(work).toHaveLength(1);
    expect(work[0]).toMatchObject({
      kind: "import.verify",
      payload: { action: "import.apply", subject: { kind: "import", id: "7" } },
    });
  });

  it("joins a caller's transaction, and is undone with it", async () => {
    await expect(
      database().$transaction(async (tx) => {
        await raiseCounter.within(tx, system, { year: 2004, to: 6 });
        throw new Error("the caller gives up");
      }),
    ).rejects.toThrow("the caller gives up");
    expect(await database().incidentRefCounter.findUnique({ where: { year: 2004 } })).toBeNull();
    expect(await database().auditEvent.count({ where: { subjectId: "2004" } })).toBe(0);
  });
});
