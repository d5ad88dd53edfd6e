import type { ComponentProps } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { cx } from "@/components/ui/cx";
import { markdownParts } from "@/components/ui/markdown-parts";
import { asEntry, asTyped } from "./entry-markdown";
import { hasMarkdown } from "./has-markdown";
import { PlainText } from "./plain-text";

type Props = {
  children: string;
  /** Whether a person or a document said it, whose Markdown is obeyed; what Highwater recorded is shown as it is. */
  byHand: boolean;
  className?: string;
};

// An entry has no headings of its own on a page with a thousand others.
const Heading = ({ children }: ComponentProps<"p">) => <p className="font-semibold">{children}</p>;

const parts: Components = {
  ...markdownParts(2),
  ...{ h1: Heading, h2: Heading, h3: Heading, h4: Heading, h5: Heading, h6: Heading },
  pre: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre tabIndex={0} className="max-h-96 print:max-h-none">
      {children}
    </pre>
  ),
};

/**
 * What an entry of the timeline says. Markdown (GitHub's dialect) becomes what it means, without HTML and images; a
 * line's end stays one; web addresses and references are links. Text without Markdown is shown as `PlainText`.
 */
export function EntryText({ children, byHand, className }: Props) {
  if (!byHand || !hasMarkdown(children)) return <PlainText className={className ?? ""}>{children}</PlainText>;
  return (
    <div className={cx("ui-prose wrap-anywhere", className)}>
      <ReactMarkdown
        remarkPlugins={[[remarkGfm, { singleTilde: false }], asEntry, asTyped]}
        components={parts}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}
