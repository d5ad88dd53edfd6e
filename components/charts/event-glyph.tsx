import type { MarkerKind } from "./types";

type Props = { kind: MarkerKind | "incident" };

/** What happened, as a shape: a diamond for a deploy, a hollow square for a setting, a disc for an alert, a pennant for a milestone. */
export function EventGlyph({ kind }: Props) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 shrink-0" fill="currentColor">
      {kind === "deploy" ? <path d="M5 0.4 9.6 5 5 9.6 0.4 5Z" /> : null}
      {kind === "config" ? (
        <rect x="1.4" y="1.4" width="7.2" height="7.2" fill="none" stroke="currentColor" strokeWidth="1.8" />
      ) : null}
      {kind === "alert" ? (
        <circle cx="5" cy="5" r="4.2" className="text-danger-solid" fill="currentColor" />
      ) : null}
      {kind === "milestone" ? <path d="M2 0.5V9.5M2 1H8.6L6.4 3.6 8.6 6.2H2" stroke="currentColor" /> : null}
      {kind === "incident" ? <rect y="2.5" width="10" height="5" rx="1" className="text-tone-solid" /> : null}
    </svg>
  );
}
