import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/core/database";
import { linkSignature } from "@/lib/reviews/sign-offs/commands";
import { getReview } from "@/lib/reviews/sign-offs/queries";
import { type Cast, cast } from "../../../support/cast";
import { declare, hashOf, lastEvent, sign, write } from "../story";

let people: Cast;
beforeAll(async () => {
  people = await cast();
});

describe("linking an imported signature", () => {
  async function imported() {
    const ref = await declare(people.ben);
    await write(people.ben, ref, "Imported");
    const { id: incidentId } = await database().incident.findUniqueOrThrow({ where: { ref } });
    const { id } = await database().importedSignature.create({
      data: {
        incidentId,
        position: 0,
        step: "prepared",
        name: "B. Example",
        title: null,
        signedOn: "10 October",
      },
    });
    return { ref, signatureId: id };
  }

  it("names a person, changes nothing that is signed, and can be taken back", async () => {
    const { omar, ben } = people;
    const { ref, signatureId } = await imported();
    const hash = await hashOf(omar, ref);
    await sign(ben, ref, "prepared");
    await linkSignature(omar, { signatureId, personId: ben.actor.id });
    expect((await lastEvent()).event).toMatchObject({ action: "signature.link", subjectId: signatureId });
    const { document, now } = await getReview(omar, ref);
    expect(document.importedSignatures[0]?.person).toEqual({ id: ben.actor.id, name: "Ben" });
    expect(now).toMatchObject({ state: "in_review", hash });
    await linkSignature(omar, { signatureId, personId: "" });
    expect((await getReview(omar, ref)).document.importedSignatures[0]?.person).toBeNull();
  });

  it("is for admins, and for people and signatures that exist", async () => {
    const { omar, ada } = people;
    const { signatureId } = await imported();
    await expect(linkSignature(ada, { signatureId, personId: ada.actor.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const unknown = crypto.randomUUID();
    await expect(linkSignature(omar, { signatureId, personId: unknown })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(linkSignature(omar, { signatureId: unknown, personId: null })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
