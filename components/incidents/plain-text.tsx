import { Fragment } from "react";

const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}])/;

type Props = { children: string; className?: string };

/** Text exactly as it was written: lines kept, markup shown and not obeyed, web addresses as links. */
export function PlainText({ children, className = "" }: Props) {
  const parts = children.split(address);
  return (
    <div className={`wrap-anywhere whitespace-pre-wrap ${className}`}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
        <Fragment key={index}>
          {index % 2 === 1 ? (
            <a href={part} rel="noopener nofollow ugc" className="text-accent underline underline-offset-2">
              {part}
            </a>
          ) : (
            part
          )}
        </Fragment>
      ))}
    </div>
  );
}
