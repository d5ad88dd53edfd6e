import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { type ErrorKind, errorWords } from "./error-kinds";
import { Logo } from "./logo";

type Props = {
  kind: ErrorKind;
  /** In place of the kind's own words. */
  title?: string | undefined;
  happened?: ReactNode;
  kept?: ReactNode;
  next?: ReactNode;
  /** What a form was sent with just before. */
  typed?: ReactNode;
  /** The id of the request, under which the log tells more. */
  reference?: string | undefined;
  actions?: ReactNode;
  /** Within the shell, which has the page's `main` already. */
  framed?: boolean | undefined;
};

// How high the water stands in the drawing: the worse, the higher.
const levels: Record<ErrorKind, number> = {
  "not-found": 66,
  "no-access": 54,
  unavailable: 30,
  outdated: 60,
  fault: 40,
};

/**
 * A failure as a page: what happened, what was kept, what to do. Every page loads it beforehand, for what fails may
 * be the network. So it is made of little, and its links load whole pages.
 */
export function ErrorPage({ kind, reference, actions, framed = false, typed, ...own }: Props) {
  const words = {
    ...errorWords[kind],
    ...Object.fromEntries(Object.entries(own).filter(([, text]) => text)),
  };
  const Frame = framed ? "div" : "main";
  const facts = [
    { term: "What happened", text: words.happened },
    { term: "What was kept", text: words.kept },
    { term: "What to do", text: words.next },
  ];
  return (
    <Frame
      id={framed ? undefined : "main"}
      className={cx("mx-auto w-full max-w-2xl px-5", framed ? "py-8" : "pt-6 pb-12 sm:pt-[10vh]")}
    >
      {framed ? null : (
        <a href="/" aria-label="Highwater, now" className="mb-10 inline-block rounded-md sm:mb-14">
          <Logo />
        </a>
      )}
      <div className="flex gap-8">
        <Gauge level={levels[kind]} />
        <div className="min-w-0">
          <h1 className="text-2xl">{words.title}</h1>
          <dl className="mt-5 flex flex-col gap-3.5">
            {facts.map((fact) => (
              <div key={fact.term}>
                <dt className="font-medium text-faint text-xs">{fact.term}</dt>
                <dd className="max-w-[52ch]">{fact.text}</dd>
              </div>
            ))}
            {reference ? (
              <div>
                <dt className="font-medium text-faint text-xs">Reference</dt>
                <dd className="select-all font-mono text-sm">{reference}</dd>
              </div>
            ) : null}
          </dl>
          {typed}
          {actions ? <div className="mt-6 flex flex-wrap gap-2">{actions}</div> : null}
        </div>
      </div>
    </Frame>
  );
}

function Gauge({ level }: { level: number }) {
  const ticks = Array.from({ length: 13 }, (_, index) => 8 + index * 7);
  return (
    <svg
      viewBox="0 0 44 100"
      aria-hidden="true"
      className="-ml-7 hidden h-64 w-28 shrink-0 sm:block"
      fill="none"
    >
      <path d={`M12 ${level + 12}h20V96H12z`} className="fill-accent-soft" />
      <path d="M12 4v92h20V4" className="stroke-edge" strokeWidth="0.75" />
      {ticks.map((y, index) => (
        <path key={y} d={`M12 ${y}h${index % 3 === 0 ? 7 : 4}`} className="stroke-edge" strokeWidth="0.6" />
      ))}
      <path d={`M12 ${level + 12}h20`} className="stroke-accent-line" strokeWidth="0.75" />
      <path d={`M12 ${level}h30`} className="stroke-accent" strokeWidth="1.5" />
    </svg>
  );
}
