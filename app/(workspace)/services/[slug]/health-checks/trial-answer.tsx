import { Callout } from "@/components/ui/callout";
import type { Answer } from "@/lib/alerts/health-checks/asking";
import { answerWords } from "./answer-words";

/** What came of asking once; nothing where nothing was asked. */
export function TrialAnswer({ answer }: { answer: unknown }) {
  const found = answer as Answer | undefined;
  return (
    <div role="status" className="empty:hidden">
      {found ? (
        <Callout tone={found.failure === null ? "success" : "danger"} title={found.failure ?? "It is well."}>
          {found.status === null ? "" : `${answerWords(found)}. `}Nothing was saved.
        </Callout>
      ) : null}
    </div>
  );
}
