import type { ReactNode } from "react";
import { QuickAction } from "@/components/incidents/quick-action";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { type Column, Table } from "@/components/ui/table";
import { isAsked, sourceKindLabels } from "@/lib/pools/sources/labels";
import type { Source } from "@/lib/pools/sources/queries";
import { submitRemoval } from "./actions";
import { Delivery } from "./delivery";

type Props = { sources: readonly Source[]; editable: boolean; zone: string; now: Date; empty: ReactNode };

/** Sources with what they last brought, and why one brings nothing. */
export function SourceTable({ sources, editable, zone, now, empty }: Props) {
  const columns: Column<Source>[] = [
    {
      key: "name",
      header: "Source",
      primary: true,
      width: "18rem",
      cell: ({ name, kind, host, port, url }) => (
        <span className="flex min-w-0 flex-col">
          <span className="wrap-anywhere">{name}</span>
          <span className="wrap-anywhere font-normal text-faint text-xs">
            {[sourceKindLabels[kind], host ? `${host}:${port}` : url].filter(Boolean).join(", ")}
          </span>
        </span>
      ),
    },
    { key: "state", header: "State", cell: (source) => <Delivery source={source} zone={zone} now={now} /> },
    {
      key: "pools",
      header: "Pools",
      cell: ({ pools }) =>
        pools.length === 0 ? (
          <span className="text-faint">none</span>
        ) : (
          <span className="flex flex-wrap gap-x-3">
            {pools.map(({ slug, name }) => (
              <Link key={slug} href={`/pools/${slug}`} className="text-accent">
                {name}
              </Link>
            ))}
          </span>
        ),
    },
  ];
  const buttons: Column<Source> = {
    key: "buttons",
    header: "Change",
    headerHidden: true,
    width: "11rem",
    align: "end",
    cell: ({ slug, kind, pools }) =>
      kind === "own" ? null : (
        <span className="inline-flex flex-wrap justify-end gap-2">
          {kind === "prometheus" ? (
            <LinkButton href={`/settings/pool-sources?history=${slug}#history`} size="sm">
              History
            </LinkButton>
          ) : null}
          {isAsked(kind) ? (
            <LinkButton href={`/settings/pool-sources?edit=${slug}#edit`} size="sm">
              Edit
            </LinkButton>
          ) : null}
          {pools.length === 0 ? (
            <QuickAction action={submitRemoval} fields={{ slug }} size="sm">
              Remove
            </QuickAction>
          ) : null}
        </span>
      ),
  };
  return (
    <Table
      caption="Pool sources"
      columns={editable ? [...columns, buttons] : columns}
      rows={sources}
      rowKey={({ slug }) => slug}
      empty={empty}
    />
  );
}
