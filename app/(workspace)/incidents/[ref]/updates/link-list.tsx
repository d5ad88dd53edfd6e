import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { StatusLinkItem } from "@/lib/incidents/updates/links/queries";
import { type LinkState, linkStateOf } from "@/lib/incidents/updates/links/rules";
import { submitLinkRevocation } from "./actions";

type Clock = { zone: string; now: Date };
type Props = Clock & {
  incident: { ref: string; restrictedAt: Date | null };
  links: readonly StatusLinkItem[];
};

/** The links of an incident with how they were used, and what ends them; those that ended are folded away. */
export function LinkList({ incident, links, zone, now }: Props) {
  const stated = links.map((link) => ({ link, state: linkStateOf(link, incident, now) }));
  const ended = stated.filter(({ state }) => state === "expired" || state === "revoked");
  const others = stated.filter((one) => !ended.includes(one));
  const rows = (some: typeof stated) =>
    some.map(({ link, state }) => (
      <LinkRow key={link.id} incidentRef={incident.ref} link={link} state={state} zone={zone} now={now} />
    ));
  return (
    <>
      {others.length > 0 ? (
        <ul className="divide-y divide-line">{rows(others)}</ul>
      ) : (
        <p className="px-4 py-3 text-muted">
          {ended.length > 0 ? "No link works." : "No link has been made."}
        </p>
      )}
      {ended.length > 0 ? (
        <details className="border-line border-t">
          <summary className="w-fit cursor-pointer px-4 py-2.5 text-accent text-sm">
            {ended.length === 1 ? "One that ended" : `${ended.length} that ended`}
          </summary>
          <ul className="divide-y divide-line border-line border-t">{rows(ended)}</ul>
        </details>
      ) : null}
    </>
  );
}

type RowProps = Clock & { incidentRef: string; link: StatusLinkItem; state: LinkState };

function LinkRow({ incidentRef, link, state, zone, now }: RowProps) {
  const { id, name, madeBy, createdAt, expiresAt, revokedAt, revokedBy, opened, lastOpenedAt } = link;
  const over = state === "expired" || state === "revoked";
  return (
    <li className="flex items-start justify-between gap-3 px-4 py-3">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="wrap-anywhere font-medium">{name}</span>
          {state === "working" ? null : <Badge>{words[state]}</Badge>}
          {link.showsRestricted && !over ? <Badge tone="warning">Also while restricted</Badge> : null}
        </p>
        <p className="text-muted text-sm">
          {lastOpenedAt ? (
            <>
              Opened {opened === 1 ? "once" : `${opened} times`}, last{" "}
              <Time at={lastOpenedAt} zone={zone} now={now} />
            </>
          ) : (
            "Never opened"
          )}
        </p>
        <p className="text-faint text-xs">
          Made by {madeBy?.name ?? "Highwater"} <Time at={createdAt} zone={zone} now={now} /> ·{" "}
          {revokedAt ? (
            <>
              revoked by {revokedBy?.name ?? "Highwater"} <Time at={revokedAt} zone={zone} now={now} />
            </>
          ) : expiresAt ? (
            <>
              {over ? "ended" : "ends"} <Time at={expiresAt} zone={zone} now={now} />
            </>
          ) : (
            "works until it is revoked"
          )}
        </p>
      </div>
      {over ? null : (
        <AlertDialog
          title={`Revoke the link for “${name}”?`}
          consequence="Whoever has it reads nothing any more, from this moment on. It cannot be brought back: a new link has another address."
          confirmLabel="Revoke"
          action={submitLinkRevocation}
          fields={{ ref: incidentRef, linkId: id }}
          trigger="Revoke"
          triggerVariant="secondary"
          triggerSize="sm"
          triggerLabel={`Revoke the link for ${name}`}
        />
      )}
    </li>
  );
}

const words: Readonly<Record<LinkState, string>> = {
  working: "Works",
  hidden: "Opens nothing while restricted",
  expired: "Expired",
  revoked: "Revoked",
};
