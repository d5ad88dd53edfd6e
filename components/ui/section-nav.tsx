"use client";

import { type ReactNode, useEffect, useState } from "react";
import { cx } from "./cx";

export type SectionLink = {
  /** The id of the section's element. */
  id: string;
  label: ReactNode;
  /** A state at the end of the line: a count, a mark. */
  mark?: ReactNode;
};

/** The outline of a long page: links to its sections, the one being read marked. */
export function SectionNav({ label, sections }: { label: string; sections: readonly SectionLink[] }) {
  const current = useCurrentSection(sections.map((section) => section.id).join(" "));
  return (
    <nav aria-label={label}>
      <ol className="flex flex-col border-line border-l">
        {sections.map((section) => (
          <li key={section.id}>
            <a
              href={`#${section.id}`}
              aria-current={section.id === current ? "location" : undefined}
              className={cx(
                "-ml-px flex items-center justify-between gap-3 border-l-2 py-1 pr-2 pl-3 text-sm transition-colors",
                section.id === current
                  ? "border-accent font-medium text-ink"
                  : "border-transparent text-muted hover:text-ink",
              )}
            >
              <span className="min-w-0 truncate">{section.label}</span>
              {section.mark}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The last section whose head has passed the upper third of the window. */
function useCurrentSection(ids: string): string | undefined {
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    const elements = ids
      .split(" ")
      .map((id) => document.getElementById(id))
      .filter((element) => element !== null);
    let frame = 0;
    const look = () => {
      const line = window.innerHeight / 3;
      const atEnd =
        window.scrollY > 0 && window.innerHeight + window.scrollY >= document.body.scrollHeight - 2;
      const passed = elements.filter((element) => element.getBoundingClientRect().top <= line);
      setCurrent((atEnd ? elements.at(-1) : (passed.at(-1) ?? elements[0]))?.id);
    };
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    look();
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", onScroll);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", onScroll);
    };
  }, [ids]);
  return current;
}
