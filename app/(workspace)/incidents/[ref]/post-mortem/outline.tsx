import { Check, Circle } from "lucide-react";
import { DocumentStateBadge } from "@/components/reviews/document-state";
import { Link } from "@/components/ui/link";
import { SectionNav } from "@/components/ui/section-nav";
import type { completeness } from "@/lib/reviews/rules";
import { documentStateLabels } from "@/lib/reviews/sign-offs/labels";
import type { DocumentState } from "@/prisma/generated/enums";

type Props = {
  documentRef: string;
  state: DocumentState;
  complete: ReturnType<typeof completeness>;
};

/** Beside the document: what it is, what comes next, how far it is, and its sections. */
export function Outline({ documentRef, state, complete }: Props) {
  return (
    <aside
      data-no-print=""
      aria-label="About this document"
      className="sticky top-(--bar-height) z-(--z-sticky) max-lg:-mx-4 max-lg:border-line max-lg:border-b max-lg:bg-page max-lg:px-4 max-lg:py-2 max-lg:md:-mx-6 max-lg:md:px-6 lg:top-18 lg:self-start"
    >
      <StateNote {...{ documentRef, state, complete }} />
      <div className="mt-5 max-lg:hidden">
        <SectionNav
          label="Sections"
          sections={complete.sections.map(({ key, title, done }) => ({
            id: key,
            label: title,
            mark: done ? (
              <Check role="img" aria-label="written" className="size-3.5 shrink-0 text-success-ink" />
            ) : (
              <Circle role="img" aria-label="empty" className="size-3 shrink-0 text-faint" />
            ),
          }))}
        />
      </div>
    </aside>
  );
}

function StateNote({ documentRef, state, complete }: Props) {
  const link = "text-accent underline underline-offset-2";
  return (
    <div className="flex flex-col gap-x-4 gap-y-1 lg:gap-y-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <DocumentStateBadge state={state} />
        <span className="tabular text-muted text-sm">
          {complete.done}/{complete.of} sections
        </span>
      </p>
      <p className="text-muted text-sm max-lg:text-xs">{documentStateLabels[state].next}</p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm max-lg:absolute max-lg:top-2.5 max-lg:right-4">
        <Link href={`/incidents/${documentRef}/review`} className={link}>
          Review and sign
        </Link>
        <a href={`/incidents/${documentRef}/export`} className={`${link} max-sm:hidden`}>
          Export Markdown
        </a>
      </p>
    </div>
  );
}
