import { QuickAction } from "@/components/incidents/quick-action";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import { type HistorySpan, historySpanLabels } from "@/lib/pools/histories/labels";
import type { History } from "@/lib/pools/histories/queries";
import { progressOf, sayProgress, stateOfHistory } from "@/lib/pools/histories/rules";
import type { Source } from "@/lib/pools/sources/queries";
import { submitHistory, submitHistoryStop } from "./actions";
import { FollowProgress } from "./follow-progress";
import { HistoryForm } from "./history-form";

type Props = { source: Source; history: History | null; editable: boolean; zone: string; now: Date };

/** How far the past of a source has been read, and what can be done about it. */
export function HistoryPanel({ source, history, editable, zone, now }: Props) {
  const { slug } = source;
  const state = history && stateOfHistory(history);
  const goesOn = state === "reading" || state === "waiting";
  return (
    <Panel
      title={`History of ${source.name}`}
      description="What the engine still knows of the time before Highwater asked it. It raises no alerts."
      id="history"
      className="max-w-form"
    >
      <div className="flex flex-col gap-4">
        {history ? (
          <Standing history={history} source={source} zone={zone} now={now} />
        ) : (
          <p className="text-muted text-sm">Nothing has been read yet.</p>
        )}
        {history?.leftOut ? <p className="wrap-anywhere text-muted text-sm">{history.leftOut}</p> : null}
        {editable && history && state !== "finished" ? (
          <div className="flex flex-wrap gap-2">
            {state === "reading" ? null : (
              <QuickAction
                action={submitHistory}
                fields={{ slug, days: String(history.days), onward: "yes" }}
              >
                {state === "waiting" ? "Try again now" : "Go on"}
              </QuickAction>
            )}
            {goesOn ? (
              <QuickAction action={submitHistoryStop} fields={{ slug }}>
                Stop
              </QuickAction>
            ) : null}
          </div>
        ) : null}
        {editable && !goesOn ? <HistoryForm slug={slug} days={history?.days ?? 30} /> : null}
      </div>
      {goesOn ? <FollowProgress /> : null}
    </Panel>
  );
}

type StandingProps = { history: History; source: Source; zone: string; now: Date };

function Standing({ history, source, zone, now }: StandingProps) {
  const state = stateOfHistory(history);
  const { days, readings, failure, dueAt, finishedAt, stoppedAt, failedAt, oldestAt } = history;
  const progress = progressOf({ ...history, intervalSeconds: source.intervalSeconds }, now);
  const goesOn = state === "reading" || state === "waiting";
  const said = sayProgress(goesOn ? progress : { ...progress, secondsLeft: null }, {
    ...{ days, pools: history.poolIds.length, readings },
  });
  const ended = finishedAt ?? stoppedAt ?? failedAt;
  const time = (at: Date) => <Time at={at} zone={zone} now={now} />;
  return (
    <>
      {state === "finished" ? null : (
        <Progress label="Read so far" value={Math.round(progress.share * 100)} max={100} />
      )}
      <p className="text-sm">{said}.</p>
      {failure && state !== "stopped" ? (
        <Callout
          tone={state === "failed" ? "danger" : "warning"}
          title={state === "failed" ? "It was given up" : "It waits, and tries again by itself"}
        >
          <span className="wrap-anywhere">{failure}</span>{" "}
          {state === "failed" ? "What was read is kept." : <>Next: {time(dueAt)}</>}
        </Callout>
      ) : null}
      <p className="text-muted text-sm">
        {state === "finished"
          ? `The last ${historySpanLabels[days as HistorySpan] ?? `${days} days`} were read `
          : null}
        {state === "stopped" ? "Stopped " : null}
        {state === "failed" ? "Ended " : null}
        {goesOn ? "Begun " : null}
        {time(ended ?? history.begunAt)}
        {oldestAt ? <>, the oldest reading is of {time(oldestAt)}</> : null}
        {state === "finished" && !oldestAt ? ", and the engine told of none of them" : null}.
      </p>
    </>
  );
}
