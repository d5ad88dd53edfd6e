import { DeployLinks } from "@/components/deploys/deploy-links";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { type Column, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { deployKindLabels } from "@/lib/catalog/deploys/labels";
import type { DeployItem } from "@/lib/catalog/deploys/queries";
import { publicUrl } from "@/lib/core/env";

type Props = { service: string; deploys: readonly DeployItem[]; zone: string; now: Date };

/** The latest deploys of a service, and how to tell of one where none was told. */
export function DeploysPanel({ service, deploys, zone, now }: Props) {
  const columns: Column<DeployItem>[] = [
    {
      key: "what",
      header: "What",
      primary: true,
      cell: ({ kind, summary, links }) => (
        <span className="flex min-w-0 flex-col">
          <span className="wrap-anywhere">
            {kind === "deploy" ? null : <Tag>{deployKindLabels[kind]}</Tag>} {summary}
          </span>
          <DeployLinks links={links} />
        </span>
      ),
    },
    {
      key: "version",
      header: "Version",
      width: "8rem",
      cell: ({ version }) => <span className="wrap-anywhere">{version || "–"}</span>,
    },
    {
      key: "where",
      header: "Where",
      width: "7rem",
      cell: ({ environment }) => environment?.name ?? <span className="text-faint">anywhere</span>,
    },
    {
      key: "source",
      header: "Told by",
      width: "8rem",
      wideOnly: true,
      cell: ({ source }) => <span className="wrap-anywhere">{source || "–"}</span>,
    },
    {
      key: "at",
      header: "When",
      width: "9rem",
      cell: ({ at }) => <Time at={at} zone={zone} now={now} />,
    },
  ];
  return (
    <Panel id="deploys" title="Deploys" flush className="scroll-mt-24">
      <Table
        caption="Deploys"
        columns={columns}
        rows={deploys}
        rowKey={({ id }) => id}
        empty={<HowToTell service={service} />}
      />
    </Panel>
  );
}

function HowToTell({ service }: { service: string }) {
  const line = [
    `curl ${publicUrl()}/api/v1/deploys \\`,
    '  -H "Authorization: Bearer $HIGHWATER_KEY" \\',
    `  --json '{"service": "${service}", "summary": "What was changed", "version": "1.2.3"}'`,
  ].join("\n");
  return (
    <EmptyState title="No deploy was told yet">
      <p>
        Let the pipeline tell of each, with an API key that has the scope deploys:write. Deploys stand on the
        timelines of incidents and on the charts of pools.
      </p>
      <pre className="wrap-anywhere mt-3 whitespace-pre-wrap rounded-md border border-line bg-sunken p-3 text-left font-mono text-ink text-xs">
        {line}
      </pre>
    </EmptyState>
  );
}
