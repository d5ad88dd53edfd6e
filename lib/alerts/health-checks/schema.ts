import { z } from "zod";
import { line, optional } from "../../core/text";
import { whole } from "../../core/whole";
import { readAddress } from "./rules";

const status = whole(100, 599, "A status is a number from 100 to 599.");
const slug = z.string().trim().min(1);
const service = z.string({ error: "Name the service." }).trim().min(1, "Name the service.");

const like = { examples: ["https://ferry.example.org/health"] };

const url = line(2_000, "Give the address.", like).transform((text, check) => {
  const read = readAddress(text);
  if ("url" in read) return read.url;
  check.addIssue({ code: "custom", message: read.wrong });
  return z.NEVER;
});

const content = z.object({
  name: line(200, "Give the check a name."),
  url,
  environment: optional(z.string().trim()),
  intervalSeconds: whole(5, 3_600, "Ask every 5 to 3,600 seconds.").default(60),
  timeoutMs: whole(100, 30_000, "Give up after 100 to 30,000 milliseconds.").default(5_000),
  leastStatus: status.default(200),
  mostStatus: status.default(299),
  expectedText: optional(z.string().trim().max(500, "Keep it under 500 characters.")),
});

type Figures = Pick<z.infer<typeof content>, "intervalSeconds" | "timeoutMs" | "leastStatus" | "mostStatus">;

// A question must be over before the next one.
const inOrder = <Input extends z.ZodType<Figures>>(input: Input) =>
  input
    .refine(({ timeoutMs, intervalSeconds }) => timeoutMs <= intervalSeconds * 1_000, {
      path: ["timeoutMs"],
      error: "Give up before it is asked again.",
    })
    .refine(({ leastStatus, mostStatus }) => leastStatus <= mostStatus, {
      path: ["mostStatus"],
      error: "The last status is not below the first.",
    });

/** An address of a service that is asked whether it is well: with any status from `leastStatus` to `mostStatus`, and with the text. */
export const addHealthCheckInput = inOrder(content.extend({ service }));

/** A health check as edited. `base` is the fingerprint of what the form was shown; its service stays. */
export const editHealthCheckInput = inOrder(content.extend({ slug, base: optional(z.string()) }));

/** One health check. */
export const onHealthCheckInput = z.object({ slug });

/** What is asked once before anything is saved, whatever it will be called. */
export const tryHealthCheckInput = inOrder(
  content.omit({ name: true, environment: true }).extend({ service }),
);
