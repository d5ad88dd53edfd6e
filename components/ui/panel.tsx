import type { ReactNode } from "react";
import { cx } from "./cx";

type Props = {
  title?: ReactNode;
  /** A line beneath the title. */
  description?: ReactNode;
  /** Buttons at the title's end. */
  actions?: ReactNode;
  footer?: ReactNode;
  /** The content brings its own padding: a table, a list that runs to the edge. */
  flush?: boolean | undefined;
  /** Level of the title in the page's outline. */
  level?: 2 | 3 | 4 | undefined;
  id?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** A sheet on the page: something that is read or done as one. Do not put panels into panels. */
export function Panel({
  title,
  description,
  actions,
  footer,
  flush,
  level = 2,
  id,
  className,
  children,
}: Props) {
  const Heading = `h${level}` as const;
  const named = title && id ? `${id}-title` : undefined;
  return (
    <section
      id={id}
      aria-labelledby={named}
      className={cx("min-w-0 rounded-lg border border-line bg-panel", className)}
    >
      {title || actions ? (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-2">
          <div className="min-w-0">
            <Heading id={named} className="text-base">
              {title}
            </Heading>
            {description ? <p className="text-muted text-sm">{description}</p> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      <div className={flush ? undefined : "p-4"}>{children}</div>
      {footer ? <footer className="border-line border-t px-4 py-3">{footer}</footer> : null}
    </section>
  );
}
