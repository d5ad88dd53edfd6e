"use client";

import { Button } from "@/components/ui/button";
import type { TypedText } from "@/components/ui/left-behind";
import { copyWords, useCopied } from "@/components/ui/use-copied";

/** What a form was sent with that failed, to be copied. */
export function TypedTexts({ texts }: { texts: readonly TypedText[] }) {
  return (
    <section aria-labelledby="typed" className="mt-6">
      <h2 id="typed" className="font-medium text-base">
        What you typed
      </h2>
      <ul className="mt-2 flex flex-col gap-3">
        {texts.map((typed, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two fields can say the same.
          <Typed key={place} {...typed} />
        ))}
      </ul>
    </section>
  );
}

// Without the icons of `CopyButton`: every page loads this.
function Typed({ label, text }: TypedText) {
  const { answer, copy } = useCopied(text);
  return (
    <li>
      <div className="flex items-end justify-between gap-2">
        <span className="text-faint text-xs">{label}</span>
        <Button variant="ghost" size="sm" onClick={copy}>
          <span aria-live="polite">{answer ? copyWords[answer] : "Copy"}</span>
        </Button>
      </div>
      <p className="wrap-anywhere select-all whitespace-pre-wrap rounded-md border border-line bg-panel px-3 py-2">
        {text}
      </p>
    </li>
  );
}
