import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ApiKeyRow } from "@/lib/people/api-keys/queries";
import { endsSoon, keyStateOf, scopesInWords } from "@/lib/people/api-keys/rules";
import { submitRevocation } from "./actions";

type Clock = { zone: string; now: Date };
type Props = Clock & { keys: readonly ApiKeyRow[]; withOwner: boolean; narrowed: boolean };

/** Keys with what they open, when they were used, and what ends them. */
export function KeyTable({ keys, withOwner, narrowed, zone, now }: Props) {
  const clock = { zone, now };
  const columns: Column<ApiKeyRow>[] = [
    {
      key: "name",
      header: "Key",
      primary: true,
      cell: ({ name, handle }) => (
        <span className="flex flex-col">
          <span className="wrap-anywhere">{name}</span>
          <span className="font-mono font-normal text-faint text-xs">hw_{handle}_…</span>
        </span>
      ),
    },
    ...(withOwner ? [owner] : []),
    {
      key: "scopes",
      header: "Opens",
      cell: ({ scopes }) => (
        <ul className="flex flex-col text-muted text-sm">
          {scopesInWords(scopes).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ),
    },
    { key: "used", header: "Last used", width: "10rem", cell: (key) => <LastUse apiKey={key} {...clock} /> },
    { key: "end", header: "Works until", width: "10rem", cell: (key) => <End apiKey={key} {...clock} /> },
    {
      key: "revoke",
      header: "Revoke",
      headerHidden: true,
      align: "end",
      width: "6rem",
      cell: (key) => (keyStateOf(key, now) === "working" ? <Revocation apiKey={key} {...clock} /> : null),
    },
  ];
  return (
    <Table
      caption="API keys"
      columns={columns}
      rows={keys}
      rowKey={({ id }) => id}
      empty={narrowed ? nothingFits : noneYet}
    />
  );
}

const owner: Column<ApiKeyRow> = {
  key: "owner",
  header: "Acts for",
  cell: ({ person }) => (
    <Link href={`/settings/people/${person.id}`} className="text-accent hover:underline">
      {person.name}
    </Link>
  ),
};

const noneYet = (
  <EmptyState title="No key yet">
    A script, a dashboard or another system asks with a key of yours. Make one, and copy it where it is
    needed.
  </EmptyState>
);

const nothingFits = (
  <EmptyState title="No key fits" actions={<LinkButton href="/settings/api-keys">Show your keys</LinkButton>}>
    No key fits these filters.
  </EmptyState>
);

function LastUse({ apiKey: { lastUsedAt, lastAddress }, zone, now }: Clock & { apiKey: ApiKeyRow }) {
  if (!lastUsedAt) return <span className="text-faint">Never</span>;
  return (
    <span className="flex flex-col">
      <Time at={lastUsedAt} zone={zone} now={now} show="relative" />
      {lastAddress ? <span className="tabular text-faint text-xs">from {lastAddress}</span> : null}
    </span>
  );
}

function End({ apiKey, zone, now }: Clock & { apiKey: ApiKeyRow }) {
  const state = keyStateOf(apiKey, now);
  if (state === "working")
    return (
      <span className="flex flex-col items-start">
        <Time at={apiKey.expiresAt} zone={zone} show="date" />
        {endsSoon(apiKey, now) ? (
          <Badge plain tone="warning">
            ends <Time at={apiKey.expiresAt} zone={zone} now={now} show="relative" />
          </Badge>
        ) : null}
      </span>
    );
  return (
    <span className="flex flex-col items-start">
      <Badge>{state === "revoked" ? "Revoked" : "Expired"}</Badge>
      <span className="text-faint text-xs">
        <Time at={apiKey.revokedAt ?? apiKey.expiresAt} zone={zone} show="date" />
        {apiKey.revokedBy ? `, ${apiKey.revokedBy.name}` : null}
      </span>
    </span>
  );
}

function Revocation({ apiKey: { id, name, lastUsedAt }, zone, now }: Clock & { apiKey: ApiKeyRow }) {
  return (
    <AlertDialog
      title={`Revoke “${name}”?`}
      consequence={
        <>
          Whatever uses it is refused from this moment on, and it cannot be brought back: a new key has
          another token.{" "}
          {lastUsedAt ? (
            <>
              It was last used <Time at={lastUsedAt} zone={zone} now={now} show="relative" />.
            </>
          ) : (
            "It was never used."
          )}
        </>
      }
      confirmLabel="Revoke"
      action={submitRevocation}
      fields={{ keyId: id }}
      trigger="Revoke"
      triggerVariant="secondary"
      triggerSize="sm"
      triggerLabel={`Revoke ${name}`}
    />
  );
}
