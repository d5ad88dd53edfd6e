type Props = {
  /** 0 (empty) to `of` (to the brim). */
  value: number;
  of?: number | undefined;
};

/** A gauge glass with the mark of its level. Decoration beside words that say the same. */
export function Level({ value, of = 5 }: Props) {
  const share = Math.min(1, Math.max(0, value / of));
  const top = 12 - share * 10;
  return (
    <svg viewBox="0 0 14 14" aria-hidden="true" className="size-3.5">
      <rect
        x="2.65"
        y="0.65"
        width="6.7"
        height="12.7"
        rx="1.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
      />
      <rect x="4.4" y={top} width="3.2" height={12 - top} rx="0.4" fill="currentColor" />
      <path d={`M10.8 ${top + 0.4}h2.4`} stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" />
    </svg>
  );
}
