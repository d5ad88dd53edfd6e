"use client";

import { useEffect, useRef } from "react";
import { Callout } from "@/components/ui/callout";
import { LateDiff } from "@/components/ui/late-diff";
import { linesOf, type Typed, typedOf } from "./rows";

type Props = { current: unknown; typed: Typed };

/** The section as somebody else saved it, beside what was typed here: nothing is overwritten without a choice. */
export function BothVersions({ current, typed }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const theirs = linesOf(typedOf(current));
  const mine = linesOf(typed);
  return (
    <div ref={box} role="alert" tabIndex={-1} data-quiet-focus="" className="flex flex-col gap-3">
      <Callout tone="warning" title="Somebody changed this section while you were writing.">
        Yours is not saved, and everything you typed is still below. Take over what you want from theirs, then
        save; or keep theirs.
      </Callout>
      <div className="grid gap-3 md:grid-cols-2">
        <Version title="Saved meanwhile" lines={theirs} />
        <Version title="Yours, not saved" lines={mine} />
      </div>
      <details className="text-sm">
        <summary className="cursor-pointer text-accent">Show only the differences</summary>
        <div className="mt-2">
          <LateDiff before={theirs.join("\n")} after={mine.join("\n")} label="From theirs to yours" />
        </div>
      </details>
    </div>
  );
}

function Version({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section className="min-w-0 rounded-md border border-line bg-sunken p-3">
      <h3 className="mb-1.5 text-muted text-xs">{title}</h3>
      {lines.length === 0 ? (
        <p className="text-faint text-sm">Empty.</p>
      ) : (
        lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only read here
          <p key={index} className="wrap-anywhere whitespace-pre-line text-sm not-first:mt-1.5">
            {line}
          </p>
        ))
      )}
    </section>
  );
}
