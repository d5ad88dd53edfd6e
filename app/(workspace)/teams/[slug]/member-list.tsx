import { RoleBadge } from "@/components/people/role-badge";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { Role } from "@/prisma/generated/enums";
import { MemberActions } from "./member-actions";

type Member = {
  id: string;
  name: string;
  title: string | null;
  role: Role;
  deactivatedAt: Date | null;
  accountable: boolean;
};

type Props = { teamId: string; members: readonly Member[]; manages: boolean };

export function MemberList({ teamId, members, manages }: Props) {
  if (members.length === 0)
    return (
      <EmptyState title="Nobody belongs to this team yet">
        {manages ? "Add its first member below." : "Its lead or an admin can add people."}
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line">
      {members.map((member) => (
        <li key={member.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-3 gap-y-1">
            <Link href={`/settings/people/${member.id}`} className="min-w-0 font-medium hover:underline">
              <Avatar name={member.name} withName faded={member.deactivatedAt !== null} />
            </Link>
            <span className="text-muted text-sm">{member.title}</span>
            {member.accountable ? <Badge tone="accent">Accountable</Badge> : null}
            {member.deactivatedAt ? <Badge tone="warning">Deactivated</Badge> : null}
          </div>
          <span className="w-24">
            <RoleBadge role={member.role} />
          </span>
          {manages ? (
            <MemberActions
              teamId={teamId}
              person={{ id: member.id, name: member.name }}
              nameable={!member.accountable && !member.deactivatedAt}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
