import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import type { Context } from "@/lib/core/context";
import { listDrafts, listReviews, queueLimit, type ReviewLine } from "@/lib/reviews/queue/queries";
import { pageSession } from "@/lib/web/session";
import type { DocumentState } from "@/prisma/generated/enums";
import { ReviewTable } from "./review-table";

export const metadata: Metadata = { title: "Reviews" };

const groups: { key: string; state: DocumentState; title: string; description: string }[] = [
  { key: "review", state: "in_review", title: "Waiting for review", description: "Signed as prepared." },
  { key: "approval", state: "reviewed", title: "Waiting for approval", description: "Signed as reviewed." },
  {
    key: "changes",
    state: "changes_requested",
    title: "Changes requested",
    description: "Sent back with a reason, and not signed since.",
  },
  { key: "stale", state: "stale", title: "Stale", description: "Edited after approval." },
];

type Props = { searchParams: Promise<{ drafts?: string | string[] }> };

export default async function ReviewsPage({ searchParams }: Props) {
  const [{ context, session }, { drafts: given }] = await Promise.all([pageSession(), searchParams]);
  const after = [given].flat()[0];
  const time = { zone: session.person.timeZone, now: context.now };
  return (
    <div className="grid gap-5">
      <PageHeader title="Reviews" description="Post-mortems that wait for somebody." />
      {after === undefined ? (
        <Queue context={context} {...time} />
      ) : (
        <Drafts {...(await listDrafts(context, after))} later {...time} />
      )}
    </div>
  );
}

type Time = { zone: string; now: Date };

async function Queue({ context, ...time }: Time & { context: Context }) {
  const [lines, drafts] = await Promise.all([listReviews(context), listDrafts(context)]);
  if (lines.length === 0 && drafts.lines.length === 0)
    return (
      <Panel flush>
        <EmptyState level={2} title="Nothing waits for anybody">
          Post-mortems come here once their incident is resolved, and leave when they are approved.
        </EmptyState>
      </Panel>
    );
  const mine = lines.filter((line) => line.mine !== null);
  const others = lines.filter((line) => line.mine === null);
  return (
    <>
      <Group title="Waiting for you" description="You can take the next step." lines={mine} {...time} />
      {groups.map(({ key, state, ...words }) => (
        <Group key={key} {...words} lines={others.filter(({ now }) => now.state === state)} {...time} />
      ))}
      {lines.length === queueLimit ? (
        <p className="text-muted text-sm">
          Above are the {queueLimit} that changed last; older ones follow as these are approved.
        </p>
      ) : null}
      <Drafts
        lines={[...others.filter(({ now }) => now.state === "draft"), ...drafts.lines]}
        next={drafts.next}
        {...time}
      />
    </>
  );
}

type DraftsProps = Awaited<ReturnType<typeof listDrafts>> & Time & { later?: boolean };

function Drafts({ lines, next, later = false, zone, now }: DraftsProps) {
  if (lines.length === 0 && !later) return null;
  return (
    <Panel
      flush
      title="Drafts"
      description="The incident is over, and nobody has signed yet."
      footer={
        next || later ? (
          <Pagination
            summary="Changed last first"
            newerHref={later ? "/reviews" : undefined}
            newerLabel="From the start"
            olderHref={next ? `/reviews?${new URLSearchParams({ drafts: next })}` : undefined}
          />
        ) : null
      }
    >
      {lines.length === 0 ? (
        <EmptyState level={2} title="There are no older drafts" />
      ) : (
        <ReviewTable caption="Drafts" lines={lines} zone={zone} now={now} />
      )}
    </Panel>
  );
}

type GroupProps = {
  title: string;
  description: string;
  lines: readonly ReviewLine[];
  zone: string;
  now: Date;
};

function Group({ title, description, lines, zone, now }: GroupProps) {
  if (lines.length === 0) return null;
  return (
    <Panel
      flush
      title={title}
      description={description}
      actions={
        <span className="tabular text-faint text-sm">
          {lines.length} {lines.length === 1 ? "post-mortem" : "post-mortems"}
        </span>
      }
    >
      <ReviewTable caption={title} lines={lines} zone={zone} now={now} />
    </Panel>
  );
}
