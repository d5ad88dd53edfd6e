import { systemContext } from "../core/context";
import { offerSetUp } from "./invitations/commands";

/**
 * The one-time set-up token when nobody exists yet, for the start to print as `/set-up?token=…`; null otherwise. It
 * works for 24 hours and replaces the one of the start before.
 */
export async function announceFirstRun(now: Date): Promise<string | null> {
  return (await offerSetUp(systemContext(now), {}))?.token ?? null;
}
