import { z } from "zod";
import { check, command } from "../../core/command";
import type { Context } from "../../core/context";
import type { Transaction } from "../../core/database";
import { type ActionName, demand } from "../../core/permissions";
import { Refusal } from "../../core/refusal";
import { signedIn } from "../queries";
import { personInput } from "../schema";
import { holdsStill, proveOwnPassword } from "../sign-in/commands";
import { proofField, withCode } from "../sign-in/proof";
import { makeRecoveryCodes, makeSecret, sealSecret, spendCode, spendDeviceCode } from "./codes";
import { plainCode } from "./rules";
import {
  beginSecondFactorInput,
  changeSecondFactorInput,
  codeField,
  confirmSecondFactorInput,
} from "./schema";

const makeFactor = command(
  "second-factor.begin",
  z.object({ proof: proofField }),
  async ({ tx, context: { now }, input: { proof }, changed }) => {
    await holdsStill(tx, proof);
    const { personId } = proof;
    await tx.secondFactor.deleteMany({ where: { personId, confirmedAt: null } });
    const secret = sealSecret(makeSecret());
    const { count } = await tx.secondFactor.createMany({
      data: [{ personId, secret, createdAt: now }],
      skipDuplicates: true,
    });
    if (count === 0) throw new Refusal("conflict", "Your second factor is on already. Switch it off first.");
    changed({ kind: "person", id: personId }, { secondFactor: ["off", "being set up"] });
    return { personId };
  },
);

/** Begins to set up one's own second factor, after the password. Nothing is asked for until a first code confirms it. */
export const beginSecondFactor = Object.assign(
  async (context: Context, raw: unknown) => {
    demand(context, "second-factor.begin");
    const { password, sessionId } = check(beginSecondFactorInput, raw);
    return makeFactor(context, {
      proof: await proveOwnPassword(context, { password, sessionId, field: "password" }),
    });
  },
  { action: "second-factor.begin" as const },
);

/** Gives up setting up a second factor. Quiet when there is nothing to give up. */
export const abandonSecondFactor = command(
  "second-factor.abandon",
  z.object({}),
  async ({ tx, context, changed }) => {
    const personId = signedIn(context);
    const { count } = await tx.secondFactor.deleteMany({ where: { personId, confirmedAt: null } });
    if (count > 0) changed({ kind: "person", id: personId }, { secondFactor: ["being set up", "off"] });
    return { personId };
  },
);

const confirmFactor = command(
  "second-factor.confirm",
  confirmSecondFactorInput,
  async ({ tx, context, input: { code }, changed }) => {
    const personId = signedIn(context);
    const factor = await tx.secondFactor.findUnique({ where: { personId } });
    if (!factor) throw new Refusal("conflict", "You are not setting up a second factor. Begin again.");
    if (factor.confirmedAt) throw new Refusal("conflict", "Your second factor is on already.");
    await spendDeviceCode(tx, context.now, { personId, secret: factor.secret, code: plainCode(code) });
    await tx.secondFactor.update({ where: { personId }, data: { confirmedAt: context.now } });
    const codes = await makeRecoveryCodes(tx, context.now, personId);
    changed(
      { kind: "person", id: personId },
      { secondFactor: ["being set up", "on"], recoveryCodes: [0, codes.length] },
    );
    return { codes };
  },
);

/** Switches one's own second factor on with a first code. Returns the recovery codes, this once. */
export const confirmSecondFactor = Object.assign(
  async (context: Context, raw: unknown) => {
    demand(context, "second-factor.confirm");
    check(confirmSecondFactorInput, raw);
    return withCode(context, signedIn(context), () => confirmFactor(context, raw));
  },
  { action: "second-factor.confirm" as const },
);

const proved = z.object({ proof: proofField, code: codeField });

const renewCodes = command(
  "second-factor.renew-codes",
  proved,
  async ({ tx, context: { now }, input: { proof, code }, changed }) => {
    await holdsStill(tx, proof);
    const { personId } = proof;
    await demandCode(tx, now, personId, code);
    const left = await tx.recoveryCode.count({ where: { personId, usedAt: null } });
    const codes = await makeRecoveryCodes(tx, now, personId);
    changed({ kind: "person", id: personId }, { recoveryCodes: [`${left} old left`, `${codes.length} new`] });
    return { codes };
  },
);

/** Makes new recovery codes in the place of all earlier ones, after password and code. Returns them, this once. */
export const renewRecoveryCodes = afterPasswordAndCode("second-factor.renew-codes", renewCodes);

const removeFactor = command(
  "second-factor.switch-off",
  proved,
  async ({ tx, context: { now }, input: { proof, code }, changed }) => {
    await holdsStill(tx, proof);
    await demandCode(tx, now, proof.personId, code);
    await dropFactor(tx, proof.personId);
    changed({ kind: "person", id: proof.personId }, { secondFactor: ["on", "off"] });
    return { personId: proof.personId };
  },
);

/** Switches one's own second factor off, after password and code. */
export const switchOffSecondFactor = afterPasswordAndCode("second-factor.switch-off", removeFactor);

/**
 * Takes the second factor from somebody else who lost it: from then on their password is enough. Quiet when they have
 * none. Nobody resets their own: that would spare whoever holds a stolen session the password and the code.
 */
export const resetSecondFactor = command(
  "second-factor.reset",
  personInput,
  async ({ tx, context: { actor }, input: { personId }, changed }) => {
    if (actor.id === personId)
      throw new Refusal(
        "forbidden",
        "Switch your own second factor off in your profile, with password and code.",
      );
    const person = await tx.person.findUnique({ where: { id: personId }, include: { secondFactor: true } });
    if (!person) throw new Refusal("not_found", "There is no such person.");
    if (!person.secondFactor) return { email: person.email };
    await dropFactor(tx, personId);
    changed({ kind: "person", id: personId }, { secondFactor: ["on", "off"] });
    return { email: person.email };
  },
);

function afterPasswordAndCode<Output>(
  action: ActionName,
  run: (context: Context, input: unknown) => Promise<Output>,
) {
  const door = async (context: Context, raw: unknown): Promise<Output> => {
    demand(context, action);
    const { password, code, sessionId } = check(changeSecondFactorInput, raw);
    const proof = await proveOwnPassword(context, { password, sessionId, field: "password" });
    return withCode(context, proof.personId, () => run(context, { proof, code }));
  };
  return Object.assign(door, { action });
}

async function demandCode(tx: Transaction, now: Date, personId: string, code: string): Promise<void> {
  if ((await spendCode(tx, now, personId, code)) === null)
    throw new Refusal("conflict", "Your second factor is off already.");
}

async function dropFactor(tx: Transaction, personId: string): Promise<void> {
  await tx.secondFactor.deleteMany({ where: { personId } });
  await tx.recoveryCode.deleteMany({ where: { personId } });
}
