import type { ReactNode } from "react";
import { DescriptionList } from "@/components/ui/description-list";
import { Markdown } from "@/components/ui/markdown";
import { Panel } from "@/components/ui/panel";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { PortableDocument } from "@/lib/documents/schema";
import { severityLabels, statusLabels } from "@/lib/incidents/labels";
import { milestoneLabels } from "@/lib/incidents/milestones/labels";
import { entryKindLabels } from "@/lib/incidents/timeline/labels";
import { actionItemStatusLabels } from "@/lib/reviews/action-items/labels";

/** Everything that an import will create, in the document's order, so that a person can check it against the file. */
export function DocumentFacts({ document }: { document: PortableDocument }) {
  const zone = document.header.timeZone;
  return (
    <>
      <Header document={document} />
      <Panel title={counted(document.timeline.length, "timeline entry", "timeline entries")} flush>
        <Table
          caption="Timeline"
          rows={document.timeline.map((entry, index) => ({ ...entry, key: String(index) }))}
          rowKey={({ key }) => key}
          columns={[
            {
              key: "at",
              header: `Time (${zone})`,
              width: "14rem",
              cell: ({ at, precision }) => (
                <Time at={at} zone={zone} about={precision === "about"} show="full" absoluteOnly />
              ),
            },
            { key: "kind", header: "Kind", width: "9rem", cell: ({ kind }) => entryKindLabels[kind] },
            { key: "text", header: "What happened", primary: true, cell: ({ text }) => text },
            { key: "author", header: "Author", width: "10rem", cell: ({ author }) => author ?? "" },
          ]}
        />
      </Panel>
      <Texts
        title="Impact"
        groups={[
          ["User impact", document.impact.user],
          ["Business impact", document.impact.business],
          ["Detection", document.impact.detection],
        ]}
      />
      {document.summary ? <Prose title="Summary">{document.summary}</Prose> : null}
      {document.whatHappened ? <Prose title="What happened">{document.whatHappened}</Prose> : null}
      <Texts
        title="Root cause analysis"
        groups={[
          ["Root causes", document.rootCauses.map(({ title, text }) => (text ? `${title}: ${text}` : title))],
          [
            "Contributing factors",
            document.contributingFactors.map(({ text, positive }) => (positive ? `${text} (helped)` : text)),
          ],
        ]}
      />
      <Texts
        title="Resolution"
        groups={[
          ["Fixes", document.fixes],
          ...document.codeChanges.map(({ file, changes }): [string, string[]] => [
            file,
            changes.map(({ text, before, after }) =>
              before || after ? `${text}: ${before ?? ""} → ${after ?? ""}` : text,
            ),
          ]),
        ]}
      />
      <Texts
        title="Lessons"
        groups={[
          ["Went well", document.lessons.wentWell],
          ["Went wrong", document.lessons.wentWrong],
          ["Where we got lucky", document.lessons.lucky],
        ]}
      />
      <ActionItems items={document.actionItems} />
      <Texts
        title="Prevention"
        groups={[
          ["Technical controls", document.controls.technical.map(({ text }) => text)],
          ["Process controls", document.controls.process.map(({ text }) => text)],
        ]}
      />
      <Texts
        title="Signatures, as the document states them"
        groups={[
          [
            document.signedOn ?? "",
            document.signatures.map(
              ({ step, name, title }) => `${step}: ${title ? `${name}, ${title}` : name}`,
            ),
          ],
        ]}
      />
    </>
  );
}

function Header({ document }: { document: PortableDocument }) {
  const { header, milestones } = document;
  const facts: [string, ReactNode][] = [
    ["Its own reference", header.ref],
    ["Severity", header.severity && severityLabels[header.severity]],
    ["Status", header.status && statusLabels[header.status]],
    ["Stated duration", header.statedDuration],
    ["Environment", header.environment],
    ["Service", header.service],
    ["Time zone", header.timeZone],
    ["Classification", header.classification],
    ...milestones.map(({ kind, at, precision }): [string, ReactNode] => [
      milestoneLabels[kind],
      <Time
        key={kind}
        at={at}
        zone={header.timeZone}
        about={precision === "about"}
        show="full"
        absoluteOnly
      />,
    ]),
  ];
  return (
    <Panel title="Header and milestones">
      <DescriptionList
        layout="columns"
        className="[&_time]:whitespace-normal"
        items={facts.filter(([, value]) => value).map(([term, value]) => ({ key: term, term, value }))}
      />
    </Panel>
  );
}

function ActionItems({ items }: { items: PortableDocument["actionItems"] }) {
  if (items.length === 0) return null;
  return (
    <Panel title={counted(items.length, "action item", "action items")} flush>
      <Table
        caption="Action items"
        rows={items.map((item, index) => ({ ...item, key: String(index) }))}
        rowKey={({ key }) => key}
        columns={[
          { key: "title", header: "What", primary: true, cell: ({ title }) => title },
          { key: "owner", header: "Owner", width: "12rem", cell: ({ owner }) => owner ?? "Nobody" },
          {
            key: "due",
            header: "Due",
            width: "8rem",
            cell: ({ dueOn }) => <span className="tabular">{dueOn}</span>,
          },
          {
            key: "status",
            header: "Status",
            width: "8rem",
            cell: ({ status }) => actionItemStatusLabels[status],
          },
        ]}
      />
    </Panel>
  );
}

function Texts({ title, groups }: { title: string; groups: [string, string[]][] }) {
  const filled = groups.filter(([, texts]) => texts.length > 0);
  if (filled.length === 0) return null;
  return (
    <Panel title={title}>
      <div className="grid gap-4">
        {filled.map(([heading, texts]) => (
          <section key={heading}>
            <h3 className="font-medium text-muted text-sm">{`${heading} · ${texts.length}`}</h3>
            <ul className="mt-1 grid list-disc gap-1 pl-5">
              {texts.map((text, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: texts may repeat and never move
                <li key={index} className="max-w-measure">
                  <Markdown>{text}</Markdown>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Panel>
  );
}

function Prose({ title, children }: { title: string; children: string }) {
  return (
    <Panel title={title}>
      <div className="max-w-measure">
        <Markdown>{children}</Markdown>
      </div>
    </Panel>
  );
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
