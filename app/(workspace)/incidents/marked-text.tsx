import type { TextPart } from "@/lib/reviews/search/schema";

/** A text with what was found in it marked. */
export function MarkedText({ parts }: { parts: readonly TextPart[] }) {
  return parts.map(({ text, found }, nth) =>
    found ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name.
      <mark key={nth} className="rounded-xs bg-accent-soft px-px font-medium text-accent-strong">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
