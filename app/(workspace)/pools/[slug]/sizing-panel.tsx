import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { FormErrors } from "@/components/ui/form-errors";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import type { Pool } from "@/lib/pools/queries";
import { type Queue, type Sizing, sizing, warningSentence } from "@/lib/pools/sizing/rules";
import type { Work } from "@/lib/pools/sizing/work/rules";
import type { Source } from "@/lib/pools/sources/queries";
import { SizingFormulae } from "./sizing-formulae";
import { questionIn, sizingFields, sizingLabels } from "./sizing-question";

type Props = {
  pool: Pool;
  source: Source | null;
  /** As measured lately; null where it is not known. */
  work: Work | null;
  query: Record<string, string | string[] | undefined>;
};

/** What if the pool were larger, callers more, or some connections lost: an M/M/c queue, answered without JavaScript. */
export function SizingPanel({ pool, source, work, query }: Props) {
  const { typed, question } = questionIn(query, pool, source?.facts ?? null, work);
  const answer = sizing(question);
  const problems = answer.validity === "invalid" ? answer.problems : {};
  return (
    <Panel
      title="What if"
      description={`How long callers of one instance wait, by queueing theory. ${beforehand(pool, work)}`}
      id="what-if"
    >
      <form method="get" action="#what-if" className="grid gap-4">
        {(["range", "from", "to", "compare"] as const).map((name) => {
          const value = [query[name]].flat()[0];
          return value ? <input key={name} type="hidden" name={name} value={value} /> : null;
        })}
        <FormErrors
          message={answer.validity === "invalid" ? "This cannot be computed." : undefined}
          errors={problems}
          labels={sizingLabels}
        />
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {sizingFields.map((name) => (
            <TextField
              key={name}
              name={name}
              label={sizingLabels[name]}
              inputMode="decimal"
              autoComplete="off"
              defaultValue={typed[name]}
              errors={problems}
            />
          ))}
        </div>
        <div>
          <Button type="submit">Compute</Button>
        </div>
        {answer.validity === "ok" ? <Answer answer={answer} leaked={question.leaked} /> : null}
      </form>
      <SizingFormulae />
    </Panel>
  );
}

function beforehand({ fullest }: Pool, work: Work | null): string {
  if (work) return "Filled in with what was measured over the last 15 minutes.";
  return fullest?.latest
    ? "Filled in with the connections in use now and an assumed hold of half a second."
    : "Nothing is known of this pool yet: the figures are an example.";
}

function Answer({ answer, leaked }: { answer: Extract<Sizing, { validity: "ok" }>; leaked: number }) {
  const { needed, now, withLeaks, leaksUntilUnstable, warnings } = answer;
  return (
    <div className="grid gap-4">
      {warnings.map((warning) => (
        <Callout
          key={`${warning.kind} ${warning.kind === "over-limit" ? "" : warning.leaked}`}
          tone="warning"
          title={warningSentence(warning)}
        />
      ))}
      <div className={leaked > 0 ? "grid gap-6 sm:grid-cols-2" : undefined}>
        <Outcome title="With none leaked" queue={now} />
        {leaked > 0 ? <Outcome title={`With ${leaked} leaked`} queue={withLeaks} /> : null}
      </div>
      <p className="text-muted text-sm">
        Needed on average: <span className="tabular font-medium text-ink">{needed.toFixed(1)}</span>{" "}
        connections.{" "}
        {leaksUntilUnstable === null
          ? ""
          : leaksUntilUnstable === 0
            ? "The queue grows already."
            : `With ${leaksUntilUnstable} lost the queue would grow without end.`}
      </p>
    </div>
  );
}

const ms = (value: number | null) =>
  value === null
    ? "without end"
    : value < 1
      ? "under 1 ms"
      : value < 1_000
        ? `${value.toFixed(0)} ms`
        : `${(value / 1_000).toFixed(1)} s`;

function Outcome({ title, queue }: { title: string; queue: Queue }) {
  const { utilisation, chanceOfWaiting, meanWaitMs, quantileWaitMs } = queue;
  return (
    <div className="grid gap-2">
      <h3 className="text-sm">{title}</h3>
      <DescriptionList
        items={[
          {
            key: "use",
            term: "In use",
            value: utilisation === null ? "all" : `${(utilisation * 100).toFixed(0)} %`,
          },
          {
            key: "chance",
            term: "Have to wait",
            value: `${(chanceOfWaiting * 100).toFixed(chanceOfWaiting < 0.1 ? 1 : 0)} %`,
          },
          { key: "mean", term: "Mean wait", value: ms(meanWaitMs) },
          { key: "p99", term: "99 of 100 wait at most", value: ms(quantileWaitMs) },
        ]}
      />
    </div>
  );
}
