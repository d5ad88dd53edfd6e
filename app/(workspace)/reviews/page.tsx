import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { DocumentState } from "@/lib/reviews/sign-offs/labels";
import { listReviews, type ReviewLine } from "@/lib/reviews/sign-offs/queries";
import { pageSession } from "@/lib/web/session";
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
  {
    key: "drafts",
    state: "draft",
    title: "Drafts",
    description: "The incident is over, and nobody has signed yet.",
  },
];

export default async function ReviewsPage() {
  const { context, session } = await pageSession();
  const lines = await listReviews(context);
  const mine = lines.filter((line) => line.mine !== null);
  const time = { zone: session.person.timeZone, now: context.now };
  return (
    <div className="grid gap-5">
      <PageHeader title="Reviews" description="Post-mortems that wait for somebody." />
      {lines.length === 0 ? (
        <Panel flush>
          <EmptyState level={2} title="Nothing waits for anybody">
            Post-mortems come here once their incident is resolved, and leave when they are approved.
          </EmptyState>
        </Panel>
      ) : null}
      {mine.length > 0 ? (
        <Group title="Waiting for you" description="You can take the next step." lines={mine} {...time} />
      ) : null}
      {groups.map(({ key, state, ...words }) => (
        <Group
          key={key}
          {...words}
          lines={lines.filter(({ now, mine: own }) => now.state === state && own === null)}
          {...time}
        />
      ))}
    </div>
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
