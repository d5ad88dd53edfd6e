export type MarkShape =
  | "dotted"
  | "quarter"
  | "half"
  | "three-quarters"
  | "check"
  | "cross"
  | "arrow"
  | "dash";

const slices: Partial<Record<MarkShape, number>> = { quarter: 0.25, half: 0.5, "three-quarters": 0.75 };
const signs: Partial<Record<MarkShape, string>> = {
  check: "m4.4 7.2 1.8 1.8 3.5-3.8",
  cross: "m5 5 4 4m0-4-4 4",
  arrow: "M4.4 7h5m-2-2.2L9.6 7 7.4 9.2",
  dash: "M4.6 7h4.8",
};

/** How far along something is, as a small dial. Decoration beside words that say the same. */
export function ProgressMark({ shape }: { shape: MarkShape }) {
  const slice = slices[shape];
  const sign = signs[shape];
  // A stroke as wide as the circle's diameter, cut by its dash pattern, draws a slice of the pie.
  const round = 2 * Math.PI * 1.6;
  return (
    <svg viewBox="0 0 14 14" aria-hidden="true" className="size-3.5" fill="none" stroke="currentColor">
      <circle
        cx="7"
        cy="7"
        r="5.6"
        strokeWidth="1.4"
        strokeDasharray={shape === "dotted" ? "1.6 1.92" : undefined}
      />
      {slice === undefined ? null : (
        <circle
          cx="7"
          cy="7"
          r="1.6"
          strokeWidth="3.2"
          strokeDasharray={`${round * slice} ${round}`}
          transform="rotate(-90 7 7)"
        />
      )}
      {sign ? <path d={sign} strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" /> : null}
    </svg>
  );
}
