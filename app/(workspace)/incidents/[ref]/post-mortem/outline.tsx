import { Check, Circle } from "lucide-react";
import Link from "next/link";
import { DocumentStateBadge } from "@/components/reviews/document-state";
import { SectionNav } from "@/components/ui/section-nav";
import type { completeness } from "@/lib/reviews/rules";
import { type DocumentState, documentStateLabels } from "@/lib/reviews/sign-offs/schema";

type Props = {
  documentRef: string;
  state: DocumentState;
  complete: ReturnType<typeof completeness>;
};

/** Beside the document: what it is, what comes next, how far it is, and its sections. */
export function Outline({ documentRef, state, complete }: Props) {
  return (
    <aside data-no-print="" aria-label="About this document" className="lg:sticky lg:top-18 lg:self-start">
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
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <DocumentStateBadge state={state} />
        <span className="tabular text-muted text-sm">
          {complete.done}/{complete.of} sections
        </span>
      </p>
      <p className="text-muted text-sm">{documentStateLabels[state].next}</p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <Link href={`/incidents/${documentRef}/review`} className="text-accent underline underline-offset-2">
          Review and sign
        </Link>
        <a href={`/incidents/${documentRef}/export`} className="text-accent underline underline-offset-2">
          Export Markdown
        </a>
      </p>
    </div>
  );
}
