import { ChevronLeft, ChevronRight } from "lucide-react";
import { LinkButton } from "./link-button";

type Props = {
  /** Addresses of the pages beside this one; the end of the list has none. */
  newerHref?: string | undefined;
  olderHref?: string | undefined;
  newerLabel?: string | undefined;
  olderLabel?: string | undefined;
  /** What is shown: '50 incidents', 'of 1,204'. */
  summary?: string | undefined;
};

/** Newer and older, for lists that are paged by key; made for the footer of the panel with the list. */
export function Pagination({
  newerHref,
  olderHref,
  newerLabel = "Newer",
  olderLabel = "Older",
  summary,
}: Props) {
  if (!newerHref && !olderHref && !summary) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3">
      <p className="tabular text-faint text-sm">{summary}</p>
      <div className="flex gap-2">
        {newerHref ? (
          <LinkButton href={newerHref} size="sm" rel="prev">
            <ChevronLeft aria-hidden="true" />
            {newerLabel}
          </LinkButton>
        ) : null}
        {olderHref ? (
          <LinkButton href={olderHref} size="sm" rel="next">
            {olderLabel}
            <ChevronRight aria-hidden="true" />
          </LinkButton>
        ) : null}
      </div>
    </nav>
  );
}
