import { Badge } from "@/components/ui/badge";
import { Markdown } from "@/components/ui/markdown";
import { factorCategoryLabels } from "@/lib/reviews/rca/labels";
import type { ContributingFactor, PostMortemContent } from "@/lib/reviews/schema";
import { Part } from "./section";

type Props = Pick<PostMortemContent, "whatHappened" | "rootCauses" | "factors">;

/** Why it happened: the mechanism, its causes, and what made it likelier or worse. */
export function Analysis({ whatHappened, rootCauses, factors }: Props) {
  return (
    <>
      {whatHappened ? (
        <Part title="What happened">
          <Markdown size="doc" under={3}>
            {whatHappened}
          </Markdown>
        </Part>
      ) : null}
      {rootCauses.length > 0 ? (
        <Part title="Root causes">
          <ol className="flex list-decimal flex-col gap-2 pl-5 marker:text-faint">
            {rootCauses.map((cause) => (
              <li key={cause.id} className="pl-1">
                {cause.title ? <p className="font-semibold">{cause.title}</p> : null}
                {cause.text ? (
                  <Markdown size="doc" under={4}>
                    {cause.text}
                  </Markdown>
                ) : null}
              </li>
            ))}
          </ol>
        </Part>
      ) : null}
      {factors.length > 0 ? (
        <Part title="Contributing factors">
          <ul className="flex list-disc flex-col gap-2 pl-5 marker:text-faint">
            {factors.map((factor) => (
              <Factor key={factor.id} factor={factor} />
            ))}
          </ul>
        </Part>
      ) : null}
    </>
  );
}

function Factor({ factor }: { factor: ContributingFactor }) {
  return (
    <li className="pl-1">
      <Markdown size="doc" under={4}>
        {factor.text}
      </Markdown>
      {factor.category || factor.positive ? (
        <p className="mt-0.5 flex flex-wrap gap-1.5">
          {factor.category ? <Badge>{factorCategoryLabels[factor.category]}</Badge> : null}
          {factor.positive ? <Badge tone="success">It helped</Badge> : null}
        </p>
      ) : null}
      {factor.acceptedRisk ? (
        <p className="text-muted text-sm">Risk accepted: {factor.acceptedRisk}</p>
      ) : null}
    </li>
  );
}
