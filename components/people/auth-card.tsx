import type { ReactNode } from "react";

type Props = {
  title: string;
  /** A sentence that says what this is for. */
  description?: ReactNode;
  children: ReactNode;
};

/** The sheet of a page that stands before the product: signing in, a one-time link. */
export function AuthCard({ title, description, children }: Props) {
  return (
    <section aria-labelledby="title" className="rounded-lg border border-line bg-panel">
      <header className="waterline px-5 pt-5 pb-4 sm:px-6">
        <h1 id="title" className="text-xl">
          {title}
        </h1>
        {description ? <p className="mt-1 text-muted text-sm">{description}</p> : null}
      </header>
      <div className="flex flex-col gap-4 px-5 py-5 sm:px-6">{children}</div>
    </section>
  );
}
