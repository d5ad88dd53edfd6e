import { ArrowRight, Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Link } from "@/components/ui/link";
import { type SectionKey, sections } from "@/lib/reviews/labels";

type Props = {
  section: SectionKey;
  /** Where it is changed, in place or on a page it leaves for; left out for those who may not. */
  edit?: { href: string; label: string; leaves?: boolean } | undefined;
  /** What is said while nothing is written. */
  empty?: string | undefined;
  isEmpty?: boolean | undefined;
  children: ReactNode;
};

/** One section of the document: its number and heading, the way to change it, and its text. */
export function DocumentSection({ section, edit, empty, isEmpty = false, children }: Props) {
  const index = sections.findIndex(({ key }) => key === section);
  return (
    <section id={section} aria-labelledby={`${section}-title`} className="scroll-mt-28 pt-9">
      <header className="mb-3 flex items-baseline gap-3 border-line border-b pb-1.5">
        <h2 id={`${section}-title`} className="grow text-xl">
          <span aria-hidden="true" className="tabular mr-2.5 font-normal text-faint">
            {index + 1}
          </span>
          {sections[index]?.title}
        </h2>
        {edit ? (
          <Link
            data-no-print=""
            href={edit.href}
            scroll={edit.leaves === true}
            className={buttonClass("ghost", "sm", "-my-1")}
          >
            {edit.leaves ? <ArrowRight aria-hidden="true" /> : <Pencil aria-hidden="true" />}
            {edit.label}
            <span className="sr-only">: {sections[index]?.title}</span>
          </Link>
        ) : null}
      </header>
      {isEmpty ? (
        <p className="text-faint">{empty}</p>
      ) : (
        <div className="flex flex-col gap-5">{children}</div>
      )}
    </section>
  );
}

/** A part of a section under a heading of its own; nothing while it is empty. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-1.5 font-semibold text-base">{title}</h3>
      {children}
    </div>
  );
}
