import type { ReactNode } from "react";
import { scopeMeanings } from "@/lib/people/api-keys/labels";
import { keyLifetimeDays } from "@/lib/people/api-keys/schema";
import { problemKinds } from "@/lib/web/api/problem";
import { pageLimits } from "@/lib/web/api/query-string";

/** The headings of the introduction, for the outline. */
export const topics = [
  { id: "authentication", title: "Authentication" },
  { id: "errors", title: "Errors" },
  { id: "paging", title: "Pages" },
  { id: "concurrency", title: "Concurrency" },
  { id: "idempotency", title: "Sending again" },
  { id: "limits", title: "Limits" },
] as const;

/** What holds for every operation. */
export function Introduction() {
  return (
    <>
      <Topic id="authentication">
        <p>
          Every request carries a key: <Code>Authorization: Bearer hw_…</Code>. Keys are made in the settings,
          shown once, and live {keyLifetimeDays.usual} days unless said otherwise, {keyLifetimeDays.most} at
          most. A key acts for the person who made it: never more than they may now, cut to its scopes, and
          nothing once they are deactivated. Writing does not include reading, but a write answers with what
          it was done to.
        </p>
        <Pairs
          items={Object.entries(scopeMeanings).map(([scope, meaning]) => ({
            id: scope,
            term: scope,
            meaning,
          }))}
        />
      </Topic>
      <Topic id="errors">
        <p>
          What goes wrong is answered as <Code>application/problem+json</Code> (RFC 9457). <Code>type</Code>{" "}
          names the kind and leads here, <Code>detail</Code> is a sentence for people, <Code>instance</Code>{" "}
          is the id of the request, and <Code>errors</Code> says where: a JSON pointer into the body, or the
          name of a parameter or a header. What a key's person may not see is not found.
        </p>
        <Pairs
          items={Object.entries(problemKinds).map(([kind, { status, title }]) => ({
            id: kind,
            anchor: `problem-${kind}`,
            term: `${status} ${kind}`,
            meaning: `${title}.`,
          }))}
        />
      </Topic>
      <Topic id="paging">
        <p>
          Lists come {pageLimits.usual} at a time, or as many as <Code>limit</Code> says, {pageLimits.most} at
          most. Go on with <Code>next</Code> of the answer as <Code>cursor</Code>, or follow the{" "}
          <Code>Link</Code> header; <Code>next</Code> is null at the end. A cursor is for the very list that
          gave it.
        </p>
      </Topic>
      <Topic id="concurrency">
        <p>
          What is read alone carries an <Code>ETag</Code>. Where an edit could overwrite another, send it back
          as <Code>If-Match</Code>: without it the answer is 428, and 412 when somebody changed the thing
          meanwhile. Read it again, look, and decide. <Code>If-None-Match</Code> on a read answers 304 while
          nothing changed.
        </p>
      </Topic>
      <Topic id="idempotency">
        <p>
          A POST may carry an <Code>Idempotency-Key</Code> of your making. The same request sent again with it
          within 24 hours is answered as before and not done again; another request with the same key is a
          conflict. After a time-out, send again with the same key.
        </p>
      </Topic>
      <Topic id="limits">
        <p>
          A key may send 600 requests a minute unless the operator chose otherwise; <Code>RateLimit</Code>{" "}
          tells what is left. Too many are answered 429 with <Code>Retry-After</Code> in seconds. A body has
          at most 1 MB, an import 2 MB of Markdown.
        </p>
      </Topic>
    </>
  );
}

function Topic({ id, children }: { id: (typeof topics)[number]["id"]; children: ReactNode }) {
  return (
    <section id={id} className="scroll-mt-4 border-line border-t py-6">
      <h2 className="mb-2 text-xl">{topics.find((topic) => topic.id === id)?.title}</h2>
      <div className="flex flex-col gap-3 [&>p]:max-w-measure">{children}</div>
    </section>
  );
}

const Code = ({ children }: { children: ReactNode }) => (
  <code className="wrap-anywhere rounded-xs bg-sunken px-1 font-mono text-[0.92em]">{children}</code>
);

function Pairs({ items }: { items: { id: string; anchor?: string; term: string; meaning: string }[] }) {
  return (
    <dl className="flex flex-col divide-y divide-line border-line border-y text-sm">
      {items.map(({ id, anchor, term, meaning }) => (
        <div
          key={id}
          id={anchor}
          className="grid scroll-mt-4 gap-x-4 py-1.5 target:bg-selected sm:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <dt className="font-mono">{term}</dt>
          <dd className="text-muted">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
