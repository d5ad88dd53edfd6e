import { AsyncLocalStorage } from "node:async_hooks";
import { singleton } from "./singleton";

/** The request that is being answered: its id, and who asks as soon as that is known. */
export type RequestScope = { readonly id: string; personId: string | null };

const scopes = () => singleton("request-scope", () => new AsyncLocalStorage<RequestScope>());

/** Runs `work` as part of a request: every log line below it carries the request's id. */
export function withinRequest<T>(scope: RequestScope, work: () => T): T {
  return scopes().run(scope, work);
}

/** The request that this code runs for; null outside one, as in the worker. */
export const currentRequest = (): RequestScope | null => scopes().getStore() ?? null;

/** Notes who asks, for the line that is written about the request. */
export function notePerson(id: string): void {
  const request = currentRequest();
  if (request) request.personId = id;
}
