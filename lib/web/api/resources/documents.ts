import { exportEvidence, exportMarkdown } from "../../../documents/exports/queries";
import { getDocumentStanding } from "../../../reviews/sign-offs/queries";
import { etagOf, isKnown } from "../etag";
import type { Answer, Ask, Operation } from "../operation";
import { read } from "../reading";
import { asDocument, documentShown } from "./document-schema";

const asJson = read({
  route: "GET /incidents/{ref}/document",
  id: "document.get",
  scope: "documents:read",
  summary: "Read the post-mortem of an incident",
  description:
    "As JSON, or as one Markdown file where `Accept` prefers `text/markdown`. `hash` is what a sign-off of this text would sign. `evidence` is the figures of pools that are kept with the incident: they are not signed.",
  answer: documentShown,
  run: async (context, { ref }) => {
    const [standing, evidence] = await Promise.all([
      getDocumentStanding(context, ref),
      exportEvidence(context, ref),
    ]);
    return { ...asDocument(standing), evidence };
  },
});

async function markdown({ context, params, headers }: Ask): Promise<Answer> {
  const { markdown } = await exportMarkdown(context, params.ref ?? "");
  const etag = etagOf(markdown);
  const kept = { ETag: etag, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff" };
  if (isKnown(headers, etag)) return { status: 304, body: "", headers: kept };
  const type = { "Content-Type": "text/markdown; charset=utf-8" };
  return { status: 200, body: markdown, headers: { ...kept, ...type } };
}

/** The post-mortem, whole. */
export const documents = {
  get: {
    ...asJson,
    asMarkdown: true,
    async perform(ask) {
      const wanted = prefersMarkdown(ask.headers.get("accept") ?? "");
      const answer = await (wanted ? markdown(ask) : asJson.perform(ask));
      return { ...answer, headers: { ...answer.headers, Vary: "Authorization, Accept" } };
    },
  } satisfies Operation,

  export: {
    ...asJson,
    path: "/incidents/{ref}/document.md",
    id: "document.export",
    summary: "Export the post-mortem as Markdown",
    description:
      "One file without loss: imported again, it is the same document. Dates and times are in the incident's zone.",
    answer: null,
    asMarkdown: true,
    perform: markdown,
  } satisfies Operation,
};

/** Whether a caller would rather have Markdown than JSON, by the weights in `Accept`. */
export function prefersMarkdown(accept: string): boolean {
  const weights = new Map(
    accept.split(",").map((range) => {
      const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return [type, weight === undefined ? 1 : Number(weight) || 0] as const;
    }),
  );
  const of = (type: string) => weights.get(type) ?? 0;
  return of("text/markdown") > 0 && of("text/markdown") >= of("application/json");
}
