import type { ComponentProps } from "react";
import type { Components } from "react-markdown";

type Level = 1 | 2 | 3 | 4 | 5 | 6;

/** What each piece of Markdown becomes; headings start one level beneath `under`. */
export function markdownParts(under: number): Components {
  const heading = (level: number) => {
    const Tag = `h${Math.min(6, level + under) as Level}` as const;
    return ({ children }: ComponentProps<"h2">) => <Tag data-depth={level}>{children}</Tag>;
  };
  return {
    h1: heading(1),
    h2: heading(2),
    h3: heading(3),
    h4: heading(4),
    h5: heading(5),
    h6: heading(6),
    a: ({ href, children }) => (
      <a href={href} rel="noopener nofollow ugc">
        {children}
      </a>
    ),
    // A picture would be fetched from another host by everybody who reads.
    img: ({ alt, src }) => (
      <span className="text-muted">
        [image{alt ? `: ${alt}` : ""}
        {typeof src === "string" ? `, ${src}` : ""}]
      </span>
    ),
    input: ({ checked }) => (
      <span role="img" aria-label={checked ? "done" : "not done"} className="mr-1.5 font-mono text-muted">
        {checked ? "☑" : "☐"}
      </span>
    ),
    pre: ({ children }) => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      <pre tabIndex={0}>{children}</pre>
    ),
    table: ({ children }) => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      <section tabIndex={0} aria-label="Table" className="overflow-x-auto">
        <table>{children}</table>
      </section>
    ),
  };
}
