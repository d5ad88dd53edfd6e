import type { ReactNode } from "react";

type Props = {
  title: string;
  /** What to do, or why there is nothing. */
  children?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3 | 4 | undefined;
};

/** Nothing here yet, and what to do about it. The glass is drawn empty. */
export function EmptyState({ title, children, actions, level = 3 }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div className="flex flex-col items-center gap-1.5 px-6 py-10 text-center">
      <svg
        viewBox="0 0 48 40"
        aria-hidden="true"
        className="mb-2 h-10 w-12 text-edge"
        fill="none"
        stroke="currentColor"
      >
        <path d="M13.5 3v31a3 3 0 0 0 3 3h15a3 3 0 0 0 3-3V3" strokeWidth="1.5" />
        <path d="M13.5 10h5m-5 6h3m-3 6h5m-5 6h3" strokeWidth="1.25" />
        <path d="M13.5 31.5h29" className="text-accent" strokeWidth="1.5" />
      </svg>
      <Heading className="text-base">{title}</Heading>
      {children ? <div className="max-w-[46ch] text-balance text-muted text-sm">{children}</div> : null}
      {actions ? <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
