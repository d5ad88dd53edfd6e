import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from "lucide-react";
import { buttonClass } from "@/components/ui/button-class";
import { Link } from "@/components/ui/link";
import type { SeriesKey } from "./house-style";
import { SeriesSwatch } from "./series-swatch";
import type { ChartLinks } from "./types";

/** What each line is. Thresholds have their names at the edge. */
export function ChartLegend({ series }: { series: readonly { key: SeriesKey; label: string }[] }) {
  return (
    <ul className="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-muted text-xs">
      {series.map(({ key, label }) => (
        <li key={key} className="inline-flex items-center gap-1.5">
          <SeriesSwatch series={key} />
          {label}
        </li>
      ))}
    </ul>
  );
}

const steps = [
  { key: "earlier", label: "Earlier", Icon: ChevronLeft },
  { key: "later", label: "Later", Icon: ChevronRight },
  { key: "zoomOut", label: "Zoom out", Icon: ZoomOut },
  { key: "zoomIn", label: "Zoom in", Icon: ZoomIn },
] as const;

/** To another stretch of time. */
export function ChartSteps({ name, links }: { name: string; links: ChartLinks }) {
  const known = steps.filter(({ key }) => links[key]);
  if (known.length === 0) return null;
  return (
    <nav aria-label={`Time shown of ${name}`} className="-mr-1.5 flex">
      {known.map(({ key, label, Icon }) => (
        <Link
          key={key}
          href={links[key] ?? ""}
          scroll={false}
          aria-label={label}
          title={label}
          className={buttonClass("ghost", "sm", "aspect-square px-0!")}
        >
          <Icon aria-hidden="true" />
        </Link>
      ))}
    </nav>
  );
}
