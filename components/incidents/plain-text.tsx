import { Fragment } from "react";
import { piecesOf } from "./text-links";

type Props = { children: string; className?: string };

/**
 * Text exactly as it was written: lines kept, markup shown and not obeyed, web addresses and references (#INC-2026-0001,
 * #AI-0001, #alert-12) as links.
 */
export function PlainText({ children, className = "" }: Props) {
  return (
    <div className={`wrap-anywhere whitespace-pre-wrap ${className}`}>
      {piecesOf(children).map(({ text, href }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
        <Fragment key={index}>{href === null ? text : <Linked href={href}>{text}</Linked>}</Fragment>
      ))}
    </div>
  );
}

function Linked({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      rel={href.startsWith("/") ? undefined : "noopener nofollow ugc"}
      className="text-accent underline underline-offset-2"
    >
      {children}
    </a>
  );
}
