import { Badge } from "@/components/ui/badge";
import { Level } from "@/components/ui/level";
import type { Tone } from "@/components/ui/tone";
import { severityLabels } from "@/lib/incidents/labels";
import type { Severity } from "@/prisma/generated/enums";

const tones: Record<Severity, Tone> = { P0: "p0", P1: "p1", P2: "p2", P3: "p3", P4: "p4" };
const levels: Record<Severity, number> = { P0: 5, P1: 4, P2: 3, P3: 2, P4: 1 };

type Props = {
  severity: Severity /** `P0` alone, for dense lists; the word is still read aloud. */;
  short?: boolean;
};

/** How grave an incident is, in words and as a level in the glass. */
export function SeverityBadge({ severity, short = false }: Props) {
  const [code, ...words] = severityLabels[severity].split(" ");
  return (
    <Badge tone={tones[severity]} solid={severity === "P0"} mark={<Level value={levels[severity]} />}>
      <span>
        {code}
        <span className={short ? "sr-only" : undefined}> {words.join(" ")}</span>
      </span>
    </Badge>
  );
}
