import { TOTP } from "otpauth";
import { database } from "../../lib/core/database";
import { beginSecondFactor, confirmSecondFactor } from "../../lib/people/second-factor/commands";
import { getSecondFactor } from "../../lib/people/second-factor/queries";
import { type CastContext, castPassword, sessionOf } from "./cast";

/** The code that an authenticator with this secret shows at that moment. */
export const codeOf = (secret: string, at: Date): string =>
  new TOTP({ secret }).generate({ timestamp: at.getTime() });

/** Takes a second factor away, without a trace. */
export async function dropFactorOf({ actor }: CastContext): Promise<void> {
  await database().secondFactor.deleteMany({ where: { personId: actor.id } });
  await database().recoveryCode.deleteMany({ where: { personId: actor.id } });
}

/** Begins to set up a second factor, and gives its secret. */
export async function startFactor(context: CastContext): Promise<string> {
  await dropFactorOf(context);
  await beginSecondFactor(context, { ...(await sessionOf(context)), password: castPassword });
  const factor = await getSecondFactor(context);
  if (factor.state !== "setting-up") throw new Error(`the second factor is ${factor.state}`);
  return factor.secret;
}

/** Switches a second factor on with the code of `context.now`, and gives its secret and recovery codes. */
export async function switchOnFactor(
  context: CastContext,
): Promise<{ secret: string; codes: readonly string[] }> {
  const secret = await startFactor(context);
  const { codes } = await confirmSecondFactor(context, { code: codeOf(secret, context.now) });
  return { secret, codes };
}
