import { z } from "zod";
import { check } from "../../core/command";
import type { Context } from "../../core/context";
import { type Described, type Operation, partsOf, type Route } from "./operation";
import { readQuery } from "./query-string";
import { shown } from "./reading";
import { usualBodyBytes } from "./request-body";

const nothing = z.object({});

/** Makes an operation that works something out of what is sent, and writes nothing: asking twice changes nothing. */
export function compute<R extends Route, Input>(
  spec: Described<R> & {
    id: string;
    body: z.ZodObject & z.ZodType<Input>;
    bodyBytes?: number;
    answer: z.ZodType;
    run: (context: Context, input: Input) => unknown;
  },
): Operation {
  const { route, body, answer, run, ...described } = spec;
  return {
    description: "",
    bodyBytes: usualBodyBytes,
    ...described,
    ...partsOf(route),
    query: nothing,
    body: { schema: body, optional: [] },
    status: 200,
    answer,
    paged: false,
    tagged: false,
    guarded: false,
    async perform({ context, query, body: sent }) {
      readQuery(nothing, query);
      const input = check<Input>(body, sent?.value ?? {});
      return {
        status: 200,
        body: shown(answer, await run(context, input)),
        headers: { "Cache-Control": "no-store" },
      };
    },
  };
}
