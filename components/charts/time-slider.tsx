import { useId } from "react";
import { cx } from "@/components/ui/cx";
import { Kbd } from "@/components/ui/kbd";
import type { Span } from "./types";
import type { useBrush } from "./use-brush";

type Props = {
  name: string;
  span: Span;
  at: number | null;
  /** What is said of the moment, or of the stretch that is marked. */
  told: string;
  canZoom: boolean;
  handlers: ReturnType<typeof useBrush>["handlers"];
};

/** What pointer, finger and keyboard take hold of: for assistive technology a slider over time. */
export function TimeSlider({ name, span, at, told, canZoom, handlers }: Props) {
  const help = useId();
  return (
    <>
      <div
        role="slider"
        tabIndex={0}
        aria-label={`A moment of ${name}`}
        aria-describedby={help}
        aria-valuemin={span.from}
        aria-valuemax={span.to}
        aria-valuenow={at ?? span.from}
        aria-valuetext={told}
        className={cx("peer absolute inset-0 touch-pan-y rounded-xs", canZoom && "cursor-crosshair")}
        {...handlers}
      />
      <p id={help} className="sr-only">
        Arrow keys move.{canZoom ? " With Shift they mark, Enter zooms in." : ""} Escape clears.
      </p>
      <p
        aria-hidden="true"
        className="pointer-events-none absolute right-0 bottom-full mb-px hidden gap-2 whitespace-nowrap rounded-sm bg-overlay px-2 py-1 text-2xs text-muted shadow-popup peer-focus-visible:flex print:hidden"
      >
        <Hint keys={["←", "→"]} does="move" />
        {canZoom ? <Hint keys={["⇧"]} does="mark" /> : null}
        {canZoom ? <Hint keys={["↵"]} does="zoom" /> : null}
        <Hint keys={["Esc"]} does="clear" />
      </p>
    </>
  );
}

function Hint({ keys, does }: { keys: string[]; does: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <Kbd keys={keys} /> {does}
    </span>
  );
}
