import { Settings2 } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { visibleTo } from "@/lib/incidents/rules";
import { countUnread, listInbox } from "@/lib/notifications/queries";
import { inboxFilters } from "@/lib/notifications/schema";
import { pageSession } from "@/lib/web/session";
import { inboxAddress } from "./inbox-address";
import { InboxLine } from "./inbox-line";
import { MarkAll } from "./mark-all";
import { ShowChoice } from "./show-choice";

export const metadata: Metadata = { title: "Inbox" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InboxPage({ searchParams }: Props) {
  const [{ context, session }, given] = await Promise.all([pageSession(), searchParams]);
  const filters = inboxFilters.parse(given);
  const [{ lines, next }, unread] = await Promise.all([
    listInbox(context, filters, visibleTo),
    countUnread(context, visibleTo),
  ]);
  const { show, before } = filters;
  const newest = lines[0]?.createdAt;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Inbox"
        description="What concerns you: mentions, assignments, reminders and reviews."
        actions={
          <LinkButton href="/settings/notifications">
            <Settings2 aria-hidden="true" />
            What I am told
          </LinkButton>
        }
      />
      <Panel
        flush
        title={<ShowChoice show={show} unread={unread} />}
        actions={newest && !before ? <MarkAll until={newest.toISOString()} unread={unread} /> : null}
        footer={
          next || before ? (
            <Pagination
              newerHref={before ? inboxAddress({ show }) : undefined}
              newerLabel="Newest"
              olderHref={next ? inboxAddress({ show, before: next }) : undefined}
            />
          ) : undefined
        }
      >
        {lines.length === 0 ? (
          <Nothing unreadOnly={show === "unread"} />
        ) : (
          <ul className="divide-y divide-line">
            {lines.map((line) => (
              <InboxLine key={line.id} line={line} zone={session.person.timeZone} now={context.now} />
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function Nothing({ unreadOnly }: { unreadOnly: boolean }) {
  if (unreadOnly)
    return (
      <EmptyState
        level={2}
        title="Everything is read"
        actions={<LinkButton href="/inbox">Show what was read</LinkButton>}
      />
    );
  return (
    <EmptyState level={2} title="Nothing has come yet">
      When somebody writes @you, gives you an action item or a role, or waits for your sign-off, it stands
      here.
    </EmptyState>
  );
}
