import { cx } from "@/components/ui/cx";
import { countTicks, percent, shareOf, spread } from "./axis";
import { formatCount } from "./format-figures";
import { frame, type Layout } from "./house-style";
import type { TimeTick } from "./time-ticks";
import type { Span, Threshold } from "./types";

type CountsProps = { layout: Layout; top: number; bare: boolean };

/** Lines across the plot at round counts, each with its count at the left; `bare` where there is nothing to count. */
export function CountAxis({ layout, top, bare }: CountsProps) {
  return countTicks(top, layout.plot < 160 ? 4 : 6).map((count) => (
    <div
      key={count}
      className={cx("absolute border-t", count === 0 ? "border-rim" : "border-line")}
      style={{
        left: frame.left,
        right: frame.right,
        top: Math.round(layout.plotTop + layout.plot * (1 - count / top)),
      }}
    >
      <span
        aria-hidden="true"
        className="tabular absolute right-full mr-1.5 -translate-y-1/2 text-2xs/none text-faint"
      >
        {bare ? null : formatCount(count)}
      </span>
    </div>
  ));
}

type TimesProps = { layout: Layout; span: Span; ticks: readonly TimeTick[] };

/** Times beneath the plot. Where a day begins among hours, a line goes up through it. */
export function TimeAxis({ layout, span, ticks }: TimesProps) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute"
      style={{
        left: frame.left,
        right: frame.right,
        top: layout.plotTop,
        height: layout.bottom - layout.plotTop,
      }}
    >
      {ticks.map(({ at, label, strong, minor }) => (
        <span
          key={at}
          className={cx("absolute inset-y-0", minor && "@max-lg/chart:hidden")}
          style={{ left: percent(shareOf(at, span)) }}
        >
          {strong ? <span className="absolute inset-y-0 border-line border-l" /> : null}
          <span className="absolute top-full h-1 border-rim border-l" />
          <span
            className={cx(
              "tabular absolute top-full mt-1.5 -translate-x-1/2 whitespace-nowrap text-2xs/none",
              strong ? "font-medium text-muted" : "text-faint",
            )}
          >
            {label}
          </span>
        </span>
      ))}
    </div>
  );
}

/** Pixels from one label to the next: its line height, so that words and digits keep air between them. */
const labelRoom = 16;

type EdgeProps = { layout: Layout; top: number; limit: number; thresholds: readonly Threshold[] };

/** At the right edge, where the eye leaves the lines: the limit as it was last, and the thresholds below it. */
export function EdgeLabels({ layout, top, limit, thresholds }: EdgeProps) {
  const labels = [
    { key: "limit", value: limit, text: `Limit ${formatCount(limit)}`, tone: undefined },
    ...thresholds.map(({ share, label, tone = "warning" }) => ({
      key: String(share),
      value: limit * share,
      text: label,
      tone,
    })),
  ];
  const places = spread(
    labels.map(({ value }) => layout.plot * (1 - value / top)),
    labelRoom,
    layout.plot,
  );
  return labels.map(({ key, text, tone }, index) => (
    <span
      key={key}
      data-tone={tone}
      className={cx(
        "tabular absolute -translate-y-1/2 whitespace-nowrap pl-1.5 font-medium text-2xs/none",
        tone ? "text-tone-ink" : "text-ink",
      )}
      style={{ left: `calc(100% - ${frame.right}px)`, top: layout.plotTop + (places[index] ?? 0) }}
    >
      {text}
    </span>
  ));
}
