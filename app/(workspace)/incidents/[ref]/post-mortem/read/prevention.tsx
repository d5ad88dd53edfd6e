import { Markdown } from "@/components/ui/markdown";
import { controlLabels } from "@/lib/reviews/controls/labels";
import type { Control } from "@/lib/reviews/schema";
import { ControlKind } from "@/prisma/generated/enums";
import { Part } from "./section";

/** What must hold from now on, and how each is verified. */
export function Prevention({ controls }: { controls: readonly Control[] }) {
  return Object.values(ControlKind).map((kind) => {
    const rows = controls.filter((control) => control.kind === kind);
    return rows.length === 0 ? null : (
      <Part key={kind} title={controlLabels[kind]}>
        <ul className="flex list-disc flex-col gap-2 pl-5 marker:text-faint">
          {rows.map((control) => (
            <li key={control.id} className="pl-1">
              <Markdown size="doc" under={4}>
                {control.text}
              </Markdown>
              <p className={control.verification ? "text-muted text-sm" : "text-faint text-sm"}>
                {control.verification ? `Verified: ${control.verification}` : "No verification named."}
              </p>
            </li>
          ))}
        </ul>
      </Part>
    );
  });
}
