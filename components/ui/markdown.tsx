import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { cx } from "./cx";
import { markdownParts } from "./markdown-parts";

type Props = {
  children: string;
  /** The level of the page's heading above the text; a `#` in it becomes one level lower. */
  under?: 1 | 2 | 3 | 4 | undefined;
  /** `doc` is for reading (16 px, 68 characters a line), `ui` for notes among other things. */
  size?: "ui" | "doc" | undefined;
  className?: string | undefined;
};

/**
 * Somebody's Markdown (GitHub's dialect). HTML in it is shown as text, images are named and not loaded,
 * links open safely; nothing in it can act.
 */
export function Markdown({ children, under = 2, size = "ui", className }: Props) {
  return (
    <div
      className={cx(
        "ui-prose wrap-break-word",
        size === "doc" ? "max-w-measure text-doc" : "text-base",
        className,
      )}
    >
      <ReactMarkdown remarkPlugins={[[remarkGfm, { singleTilde: false }]]} components={markdownParts(under)}>
        {children}
      </ReactMarkdown>
    </div>
  );
}
