import type { ReactNode } from "react";

type Props = {
  title: ReactNode;
  /** Above the title: a ref, what kind of thing this is. */
  eyebrow?: ReactNode;
  /** Beneath the title: states, people, places, in one line that wraps. */
  meta?: ReactNode;
  /** A sentence that says what the page is for. */
  description?: ReactNode;
  actions?: ReactNode;
  /** `<Tabs />`, which then stand on the water line. */
  tabs?: ReactNode;
};

/** The head of a page, with its only `h1`. */
export function PageHeader({ title, eyebrow, meta, description, actions, tabs }: Props) {
  return (
    <header className={tabs ? "border-line border-b" : "waterline pb-4"}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          {eyebrow ? <p className="mb-0.5 text-muted text-sm">{eyebrow}</p> : null}
          <h1 className="wrap-anywhere text-2xl">{title}</h1>
          {description ? <p className="mt-1 max-w-measure text-muted">{description}</p> : null}
          {meta ? (
            <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-muted text-sm">
              {meta}
            </div>
          ) : null}
        </div>
        {actions ? (
          <div data-no-print="" className="flex flex-wrap items-center gap-2">
            {actions}
          </div>
        ) : null}
      </div>
      {tabs ? <div className="mt-3">{tabs}</div> : null}
    </header>
  );
}
