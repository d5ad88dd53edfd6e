import { Check, Circle } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import type { completeness } from "@/lib/reviews/rules";

type Props = { documentRef: string; complete: ReturnType<typeof completeness> };

/** Which sections say something; none is demanded, but a signer should know. */
export function ReadinessPanel({ documentRef, complete }: Props) {
  const written = complete.sections.filter(({ key }) => key !== "sign-off");
  const empty = written.filter(({ done }) => !done);
  return (
    <Panel
      title="Readiness"
      description={
        empty.length === 0
          ? "Every section says something."
          : `${empty.length} of ${written.length} sections say nothing yet.`
      }
    >
      <ul className="grid grid-cols-2 gap-x-4 gap-y-1 text-sm">
        {written.map(({ key, title, done }) => (
          <li key={key} className="flex items-center gap-2">
            {done ? (
              <Check role="img" aria-label="written" className="size-3.5 shrink-0 text-success-ink" />
            ) : (
              <Circle role="img" aria-label="empty" className="size-3 shrink-0 text-faint" />
            )}
            <a
              href={`/incidents/${documentRef}/post-mortem#${key}`}
              className={done ? "hover:underline" : "text-muted hover:underline"}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
