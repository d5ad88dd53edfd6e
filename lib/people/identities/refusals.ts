import { log } from "../../core/log";
import { Refusal } from "../../core/refusal";
import { type ProviderNotice, providerSentences } from "./labels";

/** The refusal of somebody who comes from the provider. The word goes into an address, the reason only into the log. */
export function refusedAtProvider(notice: ProviderNotice, reason: string): Refusal {
  log().warn({ notice, reason }, "a sign-in at the provider was refused");
  return new Refusal("forbidden", providerSentences[notice], {}, { notice });
}

/** The refusal of an answer of the provider that cannot be believed, or that did not come. */
export function failedAtProvider(error: unknown): Refusal {
  const { code, message = String(error) } = error as { code?: unknown; message?: string };
  const silent = /timed out/.test(message) || /^(E[A-Z]+$|CERT|DEPTH|SELF|UNABLE|ERR_TLS)/.test(String(code));
  return refusedAtProvider(silent ? "provider_unreachable" : "provider_failed", message);
}
