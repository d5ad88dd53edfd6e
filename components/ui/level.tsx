type Props = {
  /** 0 (empty) to `of` (to the brim). */
  value: number;
  of?: number | undefined;
};

/** A gauge glass: how high something stands. Decoration beside words that say the same. */
export function Level({ value, of = 5 }: Props) {
  const share = Math.min(1, Math.max(0, value / of));
  const top = 12.5 - share * 10;
  return (
    <svg viewBox="0 0 14 14" aria-hidden="true" className="size-3.5">
      <path
        d="M3.5 1v11a1 1 0 0 0 1 1h5a1 1 0 0 0 1-1V1"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
      />
      <rect x="4.6" y={top} width="4.8" height={12.5 - top} fill="currentColor" />
      <path d={`M1 ${top}h12`} stroke="currentColor" strokeWidth="1.3" />
    </svg>
  );
}
