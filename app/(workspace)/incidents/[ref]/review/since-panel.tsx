import { Diff } from "@/components/ui/diff";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { stepLabels } from "@/lib/reviews/sign-offs/labels";
import type { SinceVoided } from "@/lib/reviews/sign-offs/queries";

type Props = { since: readonly SinceVoided[]; zone: string };

/** What the document says differently from each text that somebody had signed. */
export function SincePanel({ since, zone }: Props) {
  if (since.length === 0) return null;
  return (
    <Panel
      id="changes"
      title="What changed since it was signed"
      description="An edit voided these signatures. Read the differences before you sign."
    >
      <div className="flex flex-col gap-4">
        {since.map(({ voided, differences }, index) => (
          <details key={voided.id} open={index === 0} className="min-w-0">
            <summary className="cursor-pointer text-base">
              Since <span className="font-medium">{voided.name}</span> signed it as{" "}
              {stepLabels[voided.step].done.toLowerCase()},{" "}
              <Time at={voided.at} zone={zone} show="full" className="text-muted" />
              <span className="text-faint">
                {" "}
                · {differences.length} {differences.length === 1 ? "section" : "sections"}
              </span>
            </summary>
            <div className="mt-3 flex flex-col gap-4">
              {differences.map(({ section, before, after }) => (
                <div key={section} className="min-w-0">
                  <h3 className="mb-1 font-medium text-sm">{section}</h3>
                  <Diff before={before} after={after} label={section} />
                </div>
              ))}
            </div>
          </details>
        ))}
      </div>
    </Panel>
  );
}
