import { UsersRound } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import type { Owner } from "@/lib/reviews/schema";

/** Whose an action item is: a person, a team with who answers for it, or a name that nobody here has. */
export function ActionItemOwner({ owner }: { owner: Owner | null }) {
  if (!owner) return <span className="text-faint">nobody</span>;
  if (owner.kind === "person") return <Avatar name={owner.name} size="sm" withName />;
  if (owner.kind === "name")
    return (
      <span title="Named in a document, but nobody here is linked to it">
        {owner.name} <span className="text-faint text-xs">(not linked)</span>
      </span>
    );
  return (
    <span className="inline-flex min-w-0 items-start gap-1.5 align-middle">
      <UsersRound aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-faint" />
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
        <span className="truncate">{owner.name}</span>
        {owner.accountable ? (
          <span className="whitespace-nowrap text-faint text-xs">{owner.accountable.name}</span>
        ) : null}
      </span>
    </span>
  );
}
