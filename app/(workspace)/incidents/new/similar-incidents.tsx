"use client";

import { useEffect, useState } from "react";
import { SeverityBadge } from "@/components/incidents/severity-badge";
import { StatusBadge } from "@/components/incidents/status-badge";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { joinFormId } from "./join-form";
import { type Alike, similar } from "./similar";

const pause = 250;
const nothing = { open: [], past: [] };

type Props = {
  title: string;
  service: string;
  /** Whether one of them is being joined. */
  joining: boolean;
};

/** Incidents like the one that is being declared: open ones to join instead, past ones to learn from. */
export function SimilarIncidents({ title, service, joining }: Props) {
  const [{ open, past }, setFound] = useState<{ open: Alike[]; past: Alike[] }>(nothing);
  useEffect(() => {
    let stale = false;
    const asks = title.trim() !== "" || service !== "";
    const timer = setTimeout(() => {
      (asks ? similar(title, service) : Promise.resolve(nothing)).then(
        (found) => stale || setFound(found),
        // Nobody is kept from declaring because there was no answer to this.
        () => stale || setFound(nothing),
      );
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [title, service]);
  return (
    <div role="status" className="grid gap-3 empty:hidden">
      {open.length > 0 ? (
        <Group heading="Going on now: join instead?" incidents={open} joining={joining} />
      ) : null}
      {past.length > 0 ? <Group heading="What it was before" incidents={past} /> : null}
    </div>
  );
}

type GroupProps = {
  heading: string;
  incidents: readonly Alike[];
  /** Whether one of them is being joined; left out where they cannot be. */
  joining?: boolean;
};

function Group({ heading, incidents, joining }: GroupProps) {
  return (
    <section aria-label={heading} className="rounded-md border border-line">
      <h2 className="px-3 pt-2 font-medium text-muted text-sm">{heading}</h2>
      <ul className="p-1">
        {incidents.map(({ ref, title, severity, status, said }) => (
          <li key={ref} className="flex items-center gap-2">
            <Link
              href={`/incidents/${ref}`}
              className="grid min-w-0 flex-1 gap-x-3 rounded-sm px-2 py-1.5 hover:bg-selected sm:grid-cols-[minmax(0,1fr)_auto]"
            >
              <span className="wrap-anywhere">{title}</span>
              <span className="flex items-center gap-2 text-sm">
                <SeverityBadge severity={severity} short />
                <StatusBadge status={status} plain />
              </span>
              <span className="wrap-anywhere text-faint text-sm sm:col-span-2">
                {ref} · {said}
              </span>
            </Link>
            {joining === undefined ? null : (
              <SubmitButton
                form={joinFormId}
                name="ref"
                value={ref}
                variant="secondary"
                size="sm"
                pending={joining}
                aria-label={`Join ${ref}`}
              >
                Join
              </SubmitButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
