import { DocumentStateBadge } from "@/components/reviews/document-state";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { Context } from "@/lib/core/context";
import { listSignOffsWaitingForMe } from "@/lib/reviews/queue/queries";

const shown = 8;

/** The post-mortems that wait for this person. Nothing at all when none does. */
export async function SignOffsWaiting({ context, zone }: { context: Context; zone: string }) {
  const waiting = await listSignOffsWaitingForMe(context);
  if (waiting.length === 0) return null;
  return (
    <Panel
      title="Waiting for me"
      flush
      footer={
        waiting.length > shown ? (
          <Link href="/reviews" className="text-accent text-sm">
            All {waiting.length} that wait
          </Link>
        ) : null
      }
    >
      <ul className="divide-y divide-line">
        {waiting.slice(0, shown).map(({ ref, title, now, touchedAt }) => (
          <li key={ref} className="relative px-4 py-2.5 hover:bg-hover">
            <Link href={`/incidents/${ref}/review`} className="wrap-anywhere after:absolute after:inset-0">
              {title}
            </Link>
            <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-faint text-xs">
              <DocumentStateBadge state={now.state} />
              <span className="tabular">{ref}</span>
              <Time at={touchedAt} zone={zone} now={context.now} show="relative" />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
