import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "@/lib/core/canonical";
import { database } from "@/lib/core/database";
import { addAttachment } from "@/lib/incidents/attachments/commands";
import { getAttachment, listAttachments, readBytes } from "@/lib/incidents/attachments/queries";
import { forgetUnsent } from "@/lib/incidents/attachments/store";
import { compose } from "@/lib/incidents/composer/commands";
import { addEntry, withdrawEntry } from "@/lib/incidents/timeline/commands";
import { getTimelineItem } from "@/lib/incidents/timeline/queries";
import { documentHash } from "@/lib/reviews/canonical-form";
import { getDocument } from "@/lib/reviews/queries";
import { type Cast, type CastContext, cast } from "../../../support/cast";
import { days, hours, later } from "../../../support/clock";
import { jpeg, png } from "../../../support/files";
import { expectQuiet, expectRefusal, lastEvent } from "../../people/support";
import { declared, expectEdit, restricted } from "../support";

let people: Cast;
let ref: string;
let id: string;
const image = png(64, 48);

beforeAll(async () => {
  people = await cast();
  ({ id, ref } = await declared(people.ben));
});

const upload = (more: object = {}, by: CastContext = people.ben) =>
  addAttachment(by, { ref, fileName: "pool.png", content: image.toString("base64"), ...more });
const log = (text: string) => ({ fileName: "app.log", content: Buffer.from(text).toString("base64") });
const attach = (ids: readonly string[], more: object = {}, by: CastContext = people.ben) =>
  addEntry(by, { ref, text: "as seen here", attachments: ids.map((one) => ({ id: one })), ...more });
const row = (attachmentId: string) =>
  database().attachment.findUniqueOrThrow({ where: { id: attachmentId } });
/** Files of Ben's that are there already, without their bytes. */
const keep = (count: number, more: { incidentId: string; entryId?: string; size?: number }) =>
  database().attachment.createMany({
    data: Array.from({ length: count }, (_, at) => ({
      ...{ addedById: people.ben.actor.id, addedAt: people.ben.now, fileName: `${at}.png`, size: 100 },
      ...{ type: "png" as const, hash: sha256(String(at)), width: 1, height: 1, ...more },
    })),
  });
const key = (end: string) => `018f0000-0000-7000-8000-0000000000${end}`;

describe("uploading", () => {
  test("keeps the bytes and what they are, and says so in the trail", async () => {
    const made = await upload({ fileName: "../Pool at 95 %.jpeg" });
    expect(await row(made.id)).toMatchObject({
      ...{ incidentId: id, entryId: null, fileName: "Pool at 95 %.png", type: "png", size: image.length },
      ...{ width: 64, height: 48, lines: null, addedById: people.ben.actor.id, addedAt: people.ben.now },
    });
    expect(Buffer.from((await row(made.id)).hash)).toEqual(sha256(image));
    expect(await readBytes(made)).toEqual(image);
    expect(await lastEvent()).toMatchObject({
      action: "attachment.add",
      subjectId: made.id,
      fields: {
        type: [null, "png"],
        size: [null, image.length],
        sha256: [null, sha256(image).toString("hex")],
      },
    });
  });

  test("keeps a text with its first lines", async () => {
    const made = await upload(log("14:23 exhausted\n14:24 <script>alert(1)</script>\n"));
    expect(await row(made.id)).toMatchObject({
      ...{ type: "text", lines: 2, width: null },
      opening: "14:23 exhausted\n14:24 <script>alert(1)</script>",
    });
  });

  test.each([
    [{ fileName: "shot.png", content: log("no image").content }, "invalid", /says that it is an image/],
    [{ fileName: "app.log" }, "invalid", /says that it is text/],
    [
      { fileName: "x", content: Buffer.from("<svg onload=alert(1)>").toString("base64") },
      "invalid",
      /only images/,
    ],
    [{ content: "" }, "invalid", /is empty/],
    [{ content: "not base64!" }, "invalid", /base64/],
    [log("x".repeat(1_000_001)), "too_large", /a text may have 1 MB/],
    [{ content: png(4, 4, 4_999_940).toString("base64") }, "too_large", /an image may have 5 MB/],
    [{ content: "A".repeat(7_000_001) }, "invalid", /may have 5 MB/],
    [{ fileName: " " }, "invalid", /Name the file/],
  ] as const)(
    "refuses a lie, or too much, in words, and keeps nothing of it: %#",
    async (wrong, code, words) => {
      const before = await database().attachmentContent.count();
      await expectQuiet(() => expectRefusal(upload(wrong), code, words));
      expect(await database().attachmentContent.count()).toBe(before);
    },
  );

  test("the same sending twice is one file; another person's with the same key is another", async () => {
    const sendingKey = key("01");
    const made = await upload({ sendingKey });
    await expectQuiet(async () => expect((await upload({ sendingKey })).id).toBe(made.id));
    expect((await upload({ sendingKey }, people.lea)).id).not.toBe(made.id);
  });

  test("two of the same sending at once are one file", async () => {
    const sendingKey = key("02");
    const [one, other] = await Promise.all([upload({ sendingKey }), upload({ sendingKey })]);
    expect(one.id).toBe(other.id);
  });

  test("an incident that is full takes no more, and says how much it may have", async () => {
    const full = await declared(people.ben);
    const { id: entryId } = await addEntry(people.ben, { ref: full.ref, text: "all that there is" });
    await keep(200, { incidentId: full.id, entryId });
    await expectRefusal(upload({ ref: full.ref }), "too_large", /200 files and 100 MB/);
  });

  test("what nobody sent fills no incident, and what waits of one person has a limit of its own", async () => {
    const other = await declared(people.ben);
    await keep(29, { incidentId: other.id });
    await upload({ ref: other.ref });
    const waits = /^At most 30 files and 50 MB of yours may wait in INC-\S+ to be sent/;
    await expectQuiet(() => expectRefusal(upload({ ref: other.ref }), "too_large", waits));
    await upload({ ref: other.ref }, people.lea);
    await upload();
    const [waiting] = await database().attachment.findMany({ where: { incidentId: other.id }, take: 1 });
    await attach([waiting?.id ?? ""], { ref: other.ref });
    await upload({ ref: other.ref });
  });

  test("what waits is limited by what it weighs as well", async () => {
    const other = await declared(people.ben);
    await keep(9, { incidentId: other.id, size: 5_000_000 });
    await keep(1, { incidentId: other.id, size: 5_000_000 - image.length });
    await upload({ ref: other.ref });
    await expectRefusal(upload({ ref: other.ref }), "too_large", /may wait/);
  });
});

describe("sending with an entry", () => {
  test("gives the files to the entry in their order, with what they show", async () => {
    const [first, second] = [await upload(), await upload(log("a line\n"))];
    const attachments = [{ id: second.id }, { id: first.id, description: " The pool at 95 %. " }];
    const entry = await addEntry(people.ben, { ref, text: "as seen here", attachments });
    const { attachments: told } = await getTimelineItem(people.cleo, ref, entry.id);
    expect(told).toMatchObject([
      { id: second.id, fileName: "app.log", description: "" },
      { id: first.id, fileName: "pool.png", description: "The pool at 95 %." },
    ]);
    expect(await lastEvent()).toMatchObject({ fields: { attachments: [null, [second.id, first.id]] } });
  });

  test("is refused for what is not one's own, not there, of another incident, or sent already; nothing is written", async () => {
    const other = await declared(people.ben);
    const sent = await upload();
    await attach([sent.id]);
    const wrong = [
      (await upload({}, people.lea)).id,
      key("ff"),
      (await upload({ ref: other.ref })).id,
      sent.id,
    ];
    const good = await upload();
    for (const one of wrong) {
      await expectQuiet(() => expectRefusal(attach([good.id, one]), "conflict", /not here any more/));
      expect((await row(good.id)).entryId).toBeNull();
    }
    expect((await attach([good.id])).ref).toBe(ref);
  });

  test("is refused where the incident has become full meanwhile, and the files go on waiting", async () => {
    const full = await declared(people.ben);
    const to = { ref: full.ref };
    const { id: entryId } = await addEntry(people.lea, { ...to, text: "all that there is" });
    await keep(198, { incidentId: full.id, entryId });
    const [first, second, third] = [await upload(to), await upload(to), await upload(to)];
    const ids = [first.id, second.id, third.id];
    await expectQuiet(() => expectRefusal(attach(ids, to), "too_large", /200 files and 100 MB/));
    for (const one of ids) expect((await row(one)).entryId).toBeNull();
    await attach([first.id, second.id], to);
  });

  test("of two entries at once that name the same file one gets it, and the other is refused", async () => {
    const { id: file } = await upload();
    const ends = await Promise.allSettled([attach([file]), attach([file])]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(ends.find((end) => end.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  });

  test("again with the same key is the same entry with the same files", async () => {
    const { id: file } = await upload();
    const sendingKey = key("03");
    const made = await attach([file], { sendingKey });
    await expectQuiet(async () => expect((await attach([file], { sendingKey })).id).toBe(made.id));
  });

  test("more files than an entry may have, and one twice, are refused at their field", async () => {
    const { id: file } = await upload();
    await expectRefusal(
      attach(Array.from({ length: 11 }, (_, at) => key(String(10 + at)))),
      "invalid",
      /10 files/,
    );
    await expectRefusal(attach([file, file]), "invalid", /once/);
  });

  test("goes through the composer with an entry, and not with a command", async () => {
    const { id: file } = await upload();
    const attachments = [{ id: file, description: "" }];
    await expectRefusal(
      compose(people.ben, { ref, text: "/severity p0", attachments }),
      "invalid",
      /not with a command/,
    );
    await compose(people.ben, { ref, text: "/finding the graph", attachments });
    expect((await row(file)).entryId).not.toBeNull();
  });
});

describe("a form that was sent without JavaScript", () => {
  test("brings its files along, and is refused with its text where one is not taken", async () => {
    const file = (bytes: Buffer | string, name: string) =>
      new File([new Uint8Array(Buffer.from(bytes as string))], name);
    const files = [file(image, "pool.png"), file("", "")];
    await compose(people.ben, { ref, text: "the graph at night", files });
    const entry = { where: { text: "the graph at night" }, include: { attachments: true } } as const;
    expect((await database().timelineEntry.findFirstOrThrow(entry)).attachments).toMatchObject([
      { fileName: "pool.png" },
    ]);
    const lie = compose(people.ben, { ref, text: "a lie", files: [file("no image", "shot.png")] });
    await expect(lie).rejects.toMatchObject({
      fields: { text: expect.stringMatching(/says that it is an image/) },
    });
    expect(await database().timelineEntry.count({ where: { text: "a lie" } })).toBe(0);
  });
});

describe("who sees a file", () => {
  test("unsent, only who uploaded it; sent, everybody who sees the incident", async () => {
    const { id: file } = await upload();
    expect((await getAttachment(people.ben, ref, file)).id).toBe(file);
    for (const other of [people.lea, people.omar])
      await expectRefusal(getAttachment(other, ref, file), "not_found");
    await attach([file]);
    expect((await getAttachment(people.cleo, ref, file)).entryId).not.toBeNull();
    expect((await listAttachments(people.cleo, ref, { limit: 500 })).map((one) => one.id)).toContain(file);
  });

  test("in a restricted incident nobody outside, and through no other incident", async () => {
    const hidden = await restricted(people.lea);
    const { id: file } = await upload({ ref: hidden.ref }, people.lea);
    await attach([file], { ref: hidden.ref }, people.lea);
    expect((await getAttachment(people.lea, hidden.ref, file)).id).toBe(file);
    await expectRefusal(getAttachment(people.ben, hidden.ref, file), "not_found", /no incident/);
    for (const other of [people.ben, people.lea])
      await expectRefusal(getAttachment(other, ref, file), "not_found");
    await expectRefusal(listAttachments(people.ben, hidden.ref, { limit: 1 }), "not_found");
  });

  test("a copy of an entry in another incident shows the files of what it is a copy of, for whoever sees that one", async () => {
    const { id: file } = await upload();
    const { id: originId } = await attach([file]);
    const target = await declared(people.lea);
    const copy = await addEntry(people.lea, { ref: target.ref, text: "as seen here" });
    await expectRefusal(getAttachment(people.cleo, target.ref, file), "not_found");
    await database().timelineEntry.update({
      where: { id: copy.id },
      data: { originId, originIncidentId: id },
    });
    expect((await getAttachment(people.cleo, target.ref, file)).id).toBe(file);
  });
});

describe("afterwards", () => {
  test("a file is as it was sent: neither it nor its bytes change or go, also past the product", async () => {
    const { id: file } = await upload();
    await attach([file]);
    const where = { id: file };
    const refused = /append-only/;
    await expect(database().attachment.update({ where, data: { fileName: "else.png" } })).rejects.toThrow(
      refused,
    );
    await expect(database().attachment.delete({ where })).rejects.toThrow(refused);
    const content = { where: { attachmentId: file } };
    await expect(database().attachmentContent.delete(content)).rejects.toThrow(refused);
    await expect(
      database().attachmentContent.update({ ...content, data: { bytes: Buffer.from("else") } }),
    ).rejects.toThrow(refused);
  });

  test("what nobody sent is gone a day later, with its bytes; what was sent stays", async () => {
    const [unsent, sent] = [await upload(), await upload()];
    await attach([sent.id]);
    await forgetUnsent(later(people.ben.now, hours(23)));
    expect((await row(unsent.id)).id).toBe(unsent.id);
    expect(await forgetUnsent(later(people.ben.now, days(1) + 1))).toBeGreaterThan(0);
    const left = { where: { attachmentId: { in: [unsent.id, sent.id] } }, select: { attachmentId: true } };
    expect(await database().attachmentContent.findMany(left)).toEqual([{ attachmentId: sent.id }]);
    await expectRefusal(attach([unsent.id]), "conflict", /more than a day/);
  });

  test("a withdrawn entry keeps its files in its history", async () => {
    const { id: file } = await upload();
    const { id: entryId } = await attach([file]);
    await withdrawEntry(people.ben, { ref, entryId, reason: "the wrong graph" });
    expect((await getTimelineItem(people.cleo, ref, entryId)).attachments).toHaveLength(1);
  });
});

describe("the post-mortem", () => {
  test("an upload edits nothing; an entry with it edits the document, which signs its name and hash", async () => {
    const { id: incidentId, ref: own } = await declared(people.ben);
    let file = "";
    await expectEdit(incidentId, false, async () => {
      file = (await upload({ ref: own, content: jpeg(8, 8).toString("base64"), fileName: "a.jpg" })).id;
    });
    await expectEdit(incidentId, false, () => attach([file], { ref: own }));
    const entry = await database().timelineEntry.findFirstOrThrow({
      where: { attachments: { some: { id: file } } },
    });
    const without = documentHash(await getDocument(people.ben, own));
    await database().timelineEntry.update({ where: { id: entry.id }, data: { inDocument: true } });
    const document = await getDocument(people.ben, own);
    expect(document.timeline.at(-1)?.attachments).toMatchObject([{ id: file, fileName: "a.jpg" }]);
    expect(documentHash(document)).not.toBe(without);
  });
});
