import { PersonStateBadge, RoleBadge } from "@/components/people/role-badge";
import { Avatar } from "@/components/ui/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import type { PersonRow } from "@/lib/people/queries";

const columns: readonly Column<PersonRow>[] = [
  {
    key: "name",
    header: "Name",
    primary: true,
    cell: ({ name, state }) => <Avatar name={name} withName faded={state === "deactivated"} />,
  },
  { key: "title", header: "Title", cell: ({ title }) => title ?? <span className="text-faint">None</span> },
  {
    key: "email",
    header: "E-mail",
    cell: ({ email }) => <span className="wrap-anywhere text-muted">{email}</span>,
  },
  {
    key: "teams",
    header: "Teams",
    wideOnly: true,
    cell: ({ teams }) =>
      teams.length === 0 ? (
        <span className="text-faint">None</span>
      ) : (
        <span className="flex flex-wrap gap-x-2">
          {teams.map(({ slug, name }) => (
            <Link key={slug} href={`/teams/${slug}`} className="text-accent hover:underline">
              {name}
            </Link>
          ))}
        </span>
      ),
  },
  { key: "role", header: "Role", cell: ({ role }) => <RoleBadge role={role} /> },
  {
    key: "state",
    header: "State",
    cell: ({ state }) => (
      // In a span, so that the badge keeps its own width where rows are stacked.
      <span>
        <PersonStateBadge state={state} />
      </span>
    ),
  },
];

/** People as rows that lead to their pages. */
export function PeopleTable({ people, narrowed }: { people: readonly PersonRow[]; narrowed: boolean }) {
  return (
    <Table
      caption="People"
      columns={columns}
      rows={people}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/settings/people/${id}`}
      empty={
        <EmptyState
          title="Nobody matches"
          actions={narrowed ? <LinkButton href="/settings/people">Show everybody</LinkButton> : null}
        >
          No person fits these filters.
        </EmptyState>
      }
    />
  );
}
