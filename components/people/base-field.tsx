"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import type { FormState } from "@/lib/web/form-state";

type Props = {
  state: FormState;
  labels: Readonly<Record<string, string>>;
  /** What the fields were filled from when the page was read. */
  base: string;
  /** How values that are names in the code are called, such as roles. */
  words?: Readonly<Record<string, string>> | undefined;
};

/**
 * The form's `base`. After somebody else's edit it also shows what stands there now, beside what was typed, and the
 * next sending is meant to replace it.
 */
export function BaseField({ state, labels, base, words = {} }: Props) {
  // The page may be read anew around the form while the fields keep their text: what they came from stays the same.
  const [first] = useState(base);
  const current = recordIn(state.detail, "current");
  const saved = recordIn({ result: state.result }, "result");
  return (
    <>
      <input type="hidden" name="base" value={current?.base ?? state.values.base ?? saved?.base ?? first} />
      {current ? (
        <Callout tone="warning" title="What stands there now">
          <DescriptionList
            items={Object.entries(labels).map(([name, label]) => ({
              key: name,
              term: label,
              value: words[current[name] ?? ""] ?? (current[name] || "None"),
            }))}
          />
          <p className="mt-2">Your own version is in the form below. Saving it replaces this one.</p>
        </Callout>
      ) : null}
    </>
  );
}

function recordIn(holder: unknown, name: string): Record<string, string> | undefined {
  if (typeof holder !== "object" || holder === null) return undefined;
  return (holder as Record<string, Record<string, string> | undefined>)[name];
}
