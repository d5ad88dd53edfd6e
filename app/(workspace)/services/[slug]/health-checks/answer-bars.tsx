import { formatInstant } from "@/components/ui/format-time";
import type { HealthResult } from "@/lib/alerts/health-checks/queries";
import { answerWords } from "./answer-words";

type Props = { name: string; results: readonly HealthResult[]; timeoutMs: number; zone: string };

const places = 40;
const step = 4;
const high = 20;

/** The last answers as bars, the latest at the end: the longer it took the higher; one that was not well fills its place. */
export function AnswerBars({ name, results, timeoutMs, zone }: Props) {
  const failed = results.filter(({ well }) => !well).length;
  const latest = results.at(-1);
  const title = latest
    ? `${name}, last ${results.length} answers: ${results.length - failed} well, ${failed} not; the latest ${latest.failure ?? answerWords(latest)}`
    : `${name}: no answer yet`;
  const offset = places - results.length;
  return (
    <svg
      viewBox={`0 0 ${places * step} ${high}`}
      role="img"
      aria-label={title}
      className="h-5 w-40 [print-color-adjust:exact]"
    >
      <path d={`M0 ${high - 0.5}H${places * step}`} className="stroke-line" />
      {results.map((result, index) => {
        const share = Math.min(1, result.durationMs / timeoutMs);
        const height = result.well ? 4 + share * (high - 8) : high;
        return (
          <rect
            key={result.at.toISOString()}
            x={(offset + index) * step}
            y={high - height}
            width={step - 1}
            height={height}
            className={result.well ? "fill-success-solid" : "fill-danger-solid"}
          >
            <title>{`${formatInstant(result.at, zone, true)}: ${result.failure ?? answerWords(result)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
