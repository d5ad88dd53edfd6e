import { Markdown } from "@/components/ui/markdown";
import { controlLabels } from "@/lib/reviews/controls/labels";
import { isVerified } from "@/lib/reviews/controls/rules";
import type { Control } from "@/lib/reviews/schema";
import { ControlKind } from "@/prisma/generated/enums";
import { ControlWatching, type Watching } from "./control-watching";
import { Part } from "./section";

type Props = { controls: readonly Control[]; watching: Watching };

/** What must hold from now on, how each is verified, and whether it holds where something watches it. */
export function Prevention({ controls, watching }: Props) {
  return Object.values(ControlKind).map((kind) => {
    const rows = controls.filter((control) => control.kind === kind);
    return rows.length === 0 ? null : (
      <Part key={kind} title={controlLabels[kind]}>
        <ul className="flex list-disc flex-col gap-2 pl-5 marker:text-faint">
          {rows.map((control) => (
            <li key={control.id} id={`control-${control.id}`} className="scroll-mt-28 pl-1">
              <Markdown size="doc" under={4}>
                {control.text}
              </Markdown>
              <Verification
                verification={control.verification}
                verified={isVerified(control, watching.watches.has(control.id))}
              />
              <ControlWatching controlId={control.id} watching={watching} />
            </li>
          ))}
        </ul>
      </Part>
    );
  });
}

function Verification({ verification, verified }: { verification: string | null; verified: boolean }) {
  if (verification) return <p className="text-muted text-sm">Verified: {verification}</p>;
  return verified ? null : <p className="text-faint text-sm">No verification named.</p>;
}
