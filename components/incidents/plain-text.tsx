import { Fragment } from "react";

const link =
  /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]|(?<![\p{L}\p{N}_/#&-])#(?:INC-\d{4}-\d{4,9}|AI-\d{4,9})(?![\p{L}\p{N}_-]))/u;

type Props = { children: string; className?: string };

/**
 * Text exactly as it was written: lines kept, markup shown and not obeyed, web addresses and references (#INC-2026-0001,
 * #AI-0001) as links.
 */
export function PlainText({ children, className = "" }: Props) {
  const parts = children.split(link);
  return (
    <div className={`wrap-anywhere whitespace-pre-wrap ${className}`}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
        <Fragment key={index}>{index % 2 === 1 ? <Linked>{part}</Linked> : part}</Fragment>
      ))}
    </div>
  );
}

function Linked({ children }: { children: string }) {
  const look = "text-accent underline underline-offset-2";
  if (!children.startsWith("#"))
    return (
      <a href={children} rel="noopener nofollow ugc" className={look}>
        {children}
      </a>
    );
  const ref = children.slice(1);
  return (
    <a href={ref.startsWith("AI-") ? `/action-items/${ref}` : `/incidents/${ref}`} className={look}>
      {children}
    </a>
  );
}
