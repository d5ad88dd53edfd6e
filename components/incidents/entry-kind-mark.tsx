import {
  ArrowUpRight,
  BellRing,
  ChartLine,
  CircleDot,
  Eye,
  Hand,
  type LucideIcon,
  Megaphone,
  Phone,
  Rocket,
  Scale,
  SearchCheck,
  StickyNote,
  Wrench,
} from "lucide-react";
import { cx } from "@/components/ui/cx";
import type { Tone } from "@/components/ui/tone";
import { entryKindLabels } from "@/lib/incidents/timeline/labels";
import type { EntryKind } from "@/prisma/generated/enums";

const looks: Record<EntryKind, { icon: LucideIcon; tone: Tone }> = {
  alert: { icon: BellRing, tone: "danger" },
  detection: { icon: Eye, tone: "warning" },
  acknowledgement: { icon: Hand, tone: "success" },
  escalation: { icon: ArrowUpRight, tone: "warning" },
  decision: { icon: Scale, tone: "violet" },
  action: { icon: Wrench, tone: "info" },
  deploy: { icon: Rocket, tone: "violet" },
  finding: { icon: SearchCheck, tone: "accent" },
  communication: { icon: Megaphone, tone: "info" },
  status: { icon: CircleDot, tone: "success" },
  metric: { icon: ChartLine, tone: "accent" },
  page: { icon: Phone, tone: "danger" },
  note: { icon: StickyNote, tone: "neutral" },
};

type Props = {
  kind: EntryKind /** Keeps the word for screen readers only. */;
  iconOnly?: boolean;
  faded?: boolean;
};

/** What kind of thing an entry tells, as an icon and a word. */
export function EntryKindMark({ kind, iconOnly = false, faded = false }: Props) {
  const { icon: Icon, tone } = looks[kind];
  return (
    <span
      data-tone={faded ? "neutral" : tone}
      className="inline-flex items-center gap-1.5 font-medium text-xs"
    >
      <span className="inline-flex size-5 items-center justify-center rounded-full bg-tone-soft text-tone-ink ring-1 ring-tone-line ring-inset">
        <Icon aria-hidden="true" className="size-3" />
      </span>
      <span className={cx("text-tone-ink", iconOnly && "sr-only")}>{entryKindLabels[kind]}</span>
    </span>
  );
}
