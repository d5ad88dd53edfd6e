import { DescriptionList } from "@/components/ui/description-list";
import { Time } from "@/components/ui/time";
import type { HealthCheck } from "@/lib/alerts/health-checks/queries";
import { shareSince, shareText } from "@/lib/alerts/health-checks/rules";
import { AnswerBars } from "./answer-bars";
import { tookText } from "./answer-words";

/** What is asked, what is wanted, and how much of what came was well. */
export function CheckFacts({ check, zone, now }: { check: HealthCheck; zone: string; now: Date }) {
  const { name, url, environment, leastStatus, mostStatus, expectedText, timeoutMs, day, month, last } =
    check;
  const [sinceDay, since] = [1, 30].map((days) => shareSince(check.createdAt, days, now));
  const status = leastStatus === mostStatus ? `${leastStatus}` : `${leastStatus} to ${mostStatus}`;
  return (
    <>
      {last.length > 0 ? <AnswerBars name={name} results={last} timeoutMs={timeoutMs} zone={zone} /> : null}
      <DescriptionList
        layout="columns"
        items={[
          { key: "address", term: "Address", value: <span className="wrap-anywhere">{url}</span> },
          { key: "environment", term: "Environment", value: environment?.name ?? <None /> },
          { key: "status", term: "Status", value: status },
          { key: "text", term: "Text", value: expectedText ?? <None /> },
          { key: "within", term: "Within", value: tookText(timeoutMs) },
          ...(sinceDay ? [] : [{ key: "day", term: "Well, 24 h", value: shareText(day) ?? <None /> }]),
          {
            key: "month",
            term: since ? "Well" : "Well, 30 d",
            value: (
              <>
                {shareText(month) ?? <None />}
                {since ? (
                  <>
                    {" "}
                    since <Time at={since} zone={zone} now={now} absoluteOnly />
                  </>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

const None = () => <span className="text-faint">None</span>;
