import { DueDate } from "@/components/reviews/due-date";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Context } from "@/lib/core/context";
import { listMyActionItems } from "@/lib/reviews/action-items/queries";
import { calendarDate } from "@/lib/reviews/action-items/rules";

/** What the person still has to do, due first. */
export async function MyActionItems({ context, zone }: { context: Context; zone: string }) {
  const items = await listMyActionItems(context);
  const today = calendarDate(context.now, zone);
  return (
    <Panel
      title="My action items"
      flush
      footer={
        items.length > 0 ? (
          <Link href="/action-items?whose=mine" className="text-accent text-sm">
            All of mine
          </Link>
        ) : null
      }
    >
      {items.length === 0 ? (
        <p className="px-4 py-3 text-muted text-sm">Nothing is left to do.</p>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((item) => (
            <li key={item.id} className="relative px-4 py-2.5 hover:bg-hover">
              <Link
                href={`/incidents/${item.incident.ref}/action-items#${item.ref}`}
                className="wrap-anywhere after:absolute after:inset-0"
              >
                {item.title}
              </Link>
              <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-faint text-xs">
                <span className="tabular">{item.ref}</span>
                <DueDate item={item} today={today} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
