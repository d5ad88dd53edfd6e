import { Download } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { publicUrl } from "@/lib/core/env";
import { modeLabels } from "@/lib/incidents/labels";
import type { IncidentDetail } from "@/lib/incidents/queries";

type Props = { incident: IncidentDetail; zone: string; now: Date };

/** What else is on record about an incident. */
export function FactsPanel({ incident, zone, now }: Props) {
  const { ref, foreignRef, mode, service, environment, timeZone, declaredBy, createdAt, statedDuration } =
    incident;
  const items = [
    { key: "service", term: "Service", value: service?.name ?? "Not known" },
    { key: "environment", term: "Environment", value: environment?.name ?? "Not known" },
    { key: "mode", term: "Recorded", value: modeLabels[mode] },
    { key: "zone", term: "Time zone", value: timeZone.replaceAll("_", " ") },
    { key: "declaredBy", term: "Declared by", value: declaredBy?.name ?? "Highwater" },
    {
      key: "createdAt",
      term: "Recorded on",
      value: <Time at={createdAt} zone={zone} now={now} show="full" absoluteOnly />,
    },
    ...(foreignRef ? [{ key: "foreignRef", term: "Its document's ref", value: foreignRef }] : []),
    ...(statedDuration ? [{ key: "stated", term: "Stated duration", value: statedDuration }] : []),
  ];
  return (
    <Panel
      title="Facts"
      id="facts"
      footer={
        <div className="flex flex-wrap items-center gap-3 text-sm">
          <CopyButton text={`${publicUrl()}/incidents/${ref}`} label="Copy link" size="sm" />
          <a
            href={`/incidents/${ref}/export`}
            className="inline-flex items-center gap-1.5 text-accent"
            download
          >
            <Download aria-hidden="true" className="size-3.5" />
            Markdown
          </a>
        </div>
      }
    >
      <DescriptionList items={items} />
    </Panel>
  );
}
