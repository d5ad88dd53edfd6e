import { DescriptionList } from "@/components/ui/description-list";
import type { HealthCheck } from "@/lib/alerts/health-checks/queries";
import { shareText } from "@/lib/alerts/health-checks/rules";
import { AnswerBars } from "./answer-bars";
import { tookText } from "./answer-words";

/** What is asked, what is wanted, and how much of what came was well. */
export function CheckFacts({ check, zone }: { check: HealthCheck; zone: string }) {
  const { name, url, environment, leastStatus, mostStatus, expectedText, timeoutMs, day, month, last } =
    check;
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
          { key: "day", term: "Well, 24 h", value: shareText(day) ?? <None /> },
          { key: "month", term: "Well, 30 d", value: shareText(month) ?? <None /> },
        ]}
      />
    </>
  );
}

const None = () => <span className="text-faint">None</span>;
