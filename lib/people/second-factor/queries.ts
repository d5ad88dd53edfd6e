import type { Context } from "../../core/context";
import { database } from "../../core/database";
import { signedIn } from "../queries";
import { openSecret } from "./codes";
import { enrolmentAddress } from "./rules";

/** Whether codes are asked of somebody. */
export async function hasSecondFactor(personId: string): Promise<boolean> {
  return (await database().secondFactor.count({ where: { personId, confirmedAt: { not: null } } })) > 0;
}

/** Where one's own second factor stands; while it is being set up with what the device needs. */
export type SecondFactorStanding =
  | { state: "off" }
  | { state: "setting-up"; secret: string; address: string }
  | { state: "on"; since: Date; codesLeft: number };

/** Where the actor's own second factor stands. */
export async function getSecondFactor(context: Context): Promise<SecondFactorStanding> {
  const personId = signedIn(context);
  const factor = await database().secondFactor.findUnique({
    where: { personId },
    include: { person: { select: { email: true } } },
  });
  if (!factor) return { state: "off" };
  if (factor.confirmedAt) {
    const codesLeft = await database().recoveryCode.count({ where: { personId, usedAt: null } });
    return { state: "on", since: factor.confirmedAt, codesLeft };
  }
  const secret = openSecret(factor.secret);
  if (!secret) return { state: "off" };
  return { state: "setting-up", secret, address: enrolmentAddress(secret, factor.person.email) };
}
