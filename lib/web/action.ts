import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Command } from "../core/command";
import type { Context } from "../core/context";
import { log, stackOf } from "../core/log";
import { isRefusal } from "../core/refusal";
import { currentRequest } from "../core/request";
import { formInput, typedValues } from "./form-input";
import type { FormState } from "./form-state";
import { logRefusal } from "./refusal-log";
import { currentSession } from "./session";

type After<Output> = {
  /** Where to go after a success. */
  goTo?: (output: Output) => string;
  /** What to say after a success, when the page stays. */
  say?: string | ((output: Output) => string);
  /** What to hand over to the form, shown once, for example a one-time link. Nothing is handed over unless named. */
  show?: (output: Output) => unknown;
  /** Adds what a form cannot know: `sessionId`, user agent. */
  add?: (request: {
    context: Context;
    sessionId: string | null;
  }) => Record<string, unknown> | Promise<Record<string, unknown>>;
};

/** A server action for `useActionState`. */
export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

/**
 * Makes a form's action of a command: `export const submitEntry = action(addEntry)`. The command checks session, role
 * and object itself; a refusal becomes messages at the fields with everything that was typed, a bug the request's id.
 *
 * @example in a page's `actions.ts` with "use server": `export const submitTeam = action(createTeam, { goTo: (team) => `/teams/${team.slug}` })`
 */
export function action<Output>(
  command: Pick<Command<unknown, Output>, "action"> & ((context: Context, input: unknown) => Promise<Output>),
  after: After<Output> = {},
): FormAction {
  return async function submit(before, form) {
    const turn = before.turn + 1;
    let goTo: string | undefined;
    try {
      const { context, session } = await currentSession();
      const added = await after.add?.({ context, sessionId: session?.sessionId ?? null });
      const output = await command(context, { ...formInput(form), ...added });
      goTo = after.goTo?.(output);
      revalidatePath("/", "layout");
      if (goTo === undefined) {
        const message = typeof after.say === "function" ? after.say(output) : (after.say ?? "");
        return { status: "done", message, fields: {}, values: {}, result: after.show?.(output), turn };
      }
    } catch (error) {
      if (isRefusal(error)) {
        const refused = { action: command.action, code: error.code, fields: Object.keys(error.fields) };
        logRefusal(refused, await headers(), command.action === "session.begin" ? form.get("email") : null);
      }
      return { ...refusedState(error, command.action), values: typedValues(form), turn };
    }
    redirect(goTo);
  };
}

function refusedState(error: unknown, name: string): Omit<FormState, "values" | "turn"> {
  if (isRefusal(error)) {
    const message =
      error.code === "unauthenticated" && name !== "session.begin"
        ? "Your session has ended. Sign in again in another tab, then send this form once more: what you typed is kept."
        : error.message;
    return { status: "refused", message, fields: error.fields, detail: error.detail };
  }
  log().error({ action: name, error: stackOf(error) }, "an action failed");
  const id = currentRequest()?.id ?? "";
  const message = `Something went wrong on our side, and nothing was saved. What you typed is still here: try again. If it stays, tell your administrator the id ${id}.`;
  return { status: "refused", message, fields: {} };
}
