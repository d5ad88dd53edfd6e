import { DescriptionList } from "@/components/ui/description-list";
import { Link } from "@/components/ui/link";
import { Markdown } from "@/components/ui/markdown";
import { Time } from "@/components/ui/time";
import { actionItemKindLabels, actionItemPriorityLabels } from "@/lib/reviews/action-items/labels";
import type { ActionItemLine } from "@/lib/reviews/action-items/queries";

type Props = { item: ActionItemLine; zone: string; now: Date };

/** Where an item comes from and what became of it. */
export function Facts({ item, zone, now }: Props) {
  const none = <span className="text-faint">–</span>;
  const addressed = item.rootCause
    ? `Root cause: ${item.rootCause.title}`
    : item.factor
      ? `Contributing factor: ${item.factor.text}`
      : null;
  const facts = [
    {
      key: "incident",
      term: "Incident",
      value: (
        <Link
          href={`/incidents/${item.incident.ref}`}
          className="wrap-anywhere text-accent underline underline-offset-2"
        >
          {item.incident.ref} {item.incident.title}
        </Link>
      ),
    },
    { key: "addresses", term: "Addresses", value: addressed ?? none },
    { key: "kind", term: "Kind", value: item.kind ? actionItemKindLabels[item.kind] : none },
    {
      key: "priority",
      term: "Priority",
      value: item.priority ? actionItemPriorityLabels[item.priority] : none,
    },
  ];
  if (item.closedAt)
    facts.push({
      key: "closed",
      term: "Closed",
      value: (
        <>
          <Time at={item.closedAt} zone={zone} now={now} />{" "}
          {item.closedBy ? `by ${item.closedBy}` : "by the import"}
        </>
      ),
    });
  if (item.evidence)
    facts.push({ key: "evidence", term: "Evidence", value: <Markdown under={2}>{item.evidence}</Markdown> });
  return <DescriptionList items={facts} />;
}
