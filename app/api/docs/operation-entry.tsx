import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Markdown } from "@/components/ui/markdown";
import type { Tone } from "@/components/ui/tone";
import type { Entry } from "./reference";
import { Kind, SchemaFields } from "./schema-fields";

const tones: Readonly<Record<string, Tone>> = {
  GET: "info",
  POST: "success",
  PUT: "warning",
  PATCH: "warning",
  DELETE: "danger",
};

/** A method by its name, its colour only repeating it. */
export function MethodBadge({ method }: { method: string }) {
  return (
    <Badge tone={tones[method] ?? "neutral"} className="w-14 justify-center font-mono">
      {method}
    </Badge>
  );
}

/** One operation: what it does, what it takes, what it answers, and how it is asked for. */
export function OperationEntry({ entry }: { entry: Entry }) {
  const { id, method, path, summary, description, scope, parameters, body, alsoMarkdown, answers } = entry;
  const fine = answers.filter(({ status }) => status < "400");
  const wrong = answers.map(({ status }) => status).filter((status) => status >= "400");
  return (
    <article id={id} className="scroll-mt-4 border-line border-t py-6">
      <h3 className="text-lg">
        <a href={`#${id}`} className="hover:underline">
          {summary}
        </a>
      </h3>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <MethodBadge method={method} />
        <code className="wrap-anywhere min-w-0 font-mono text-sm">{path}</code>
        <span className="text-muted text-sm">
          scope <code className="font-mono">{scope}</code>
        </span>
      </div>
      {description ? (
        <div className="mt-2 max-w-measure text-muted">
          <Markdown>{description}</Markdown>
        </div>
      ) : null}
      {parameters.length > 0 ? (
        <Part title="Parameters">
          <dl className="flex flex-col divide-y divide-line border-line border-y text-sm">
            {parameters.map(({ name, in: place, required, schema, description: what }) => (
              <div
                key={`${place} ${name}`}
                className="grid gap-x-4 gap-y-0.5 py-1.5 sm:grid-cols-[12rem_minmax(0,1fr)]"
              >
                <dt className="wrap-anywhere font-mono">
                  {name} <span className="font-sans text-faint text-xs">in {place}</span>
                  {required ? (
                    <span className="ml-2 font-sans text-warning-ink text-xs">required</span>
                  ) : null}
                </dt>
                <dd className="min-w-0">
                  <Kind schema={schema} />
                  {what ? <p className="text-muted">{what}</p> : null}
                </dd>
              </div>
            ))}
          </dl>
        </Part>
      ) : null}
      {body ? (
        <Part title={alsoMarkdown ? "Body, as JSON; or the text itself as text/markdown" : "Body"}>
          <SchemaFields schema={body} />
        </Part>
      ) : null}
      <Part title="Answers">
        <ul className="flex flex-col gap-1 text-sm">
          {fine.map(({ status, what, schema }) => (
            <li key={status} className="grid grid-cols-[3rem_minmax(0,1fr)] gap-2">
              <span className="tabular font-mono">{status}</span>
              <span className="min-w-0 text-muted">
                {what.replaceAll("`", "")} {schema ? <Kind schema={schema} /> : null}
              </span>
            </li>
          ))}
        </ul>
        <p className="mt-1 text-muted text-sm">
          <a href="#errors" className="text-accent underline underline-offset-2">
            Problems
          </a>
          : <span className="tabular font-mono">{wrong.join(" ")}</span>
        </p>
      </Part>
      <Part title="Asked with curl">
        <div className="flex flex-col items-start gap-2">
          <pre className="wrap-anywhere w-full whitespace-pre-wrap rounded-md border border-line bg-sunken p-3 font-mono text-sm">
            {entry.curl}
          </pre>
          <CopyButton text={entry.curl} />
        </div>
      </Part>
    </article>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="mt-4">
      <h4 className="mb-1.5 font-semibold text-sm">{title}</h4>
      {children}
    </section>
  );
}
