import { SeverityBadge } from "@/components/incidents/severity-badge";
import { StatusBadge } from "@/components/incidents/status-badge";
import { formatInstant } from "@/components/ui/format-time";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { beganAt } from "@/lib/incidents/milestones/rules";
import { placeLabels } from "@/lib/reviews/search/labels";
import type { FoundIncident, SearchHit } from "@/lib/reviews/search/schema";
import { hitAddress } from "./hit-address";
import { MarkedText } from "./marked-text";

type Props = { found: readonly FoundIncident[]; zone: string; now: Date };

/** Incidents that were found, the best first, each with where it says what was searched for. */
export function SearchResults({ found, zone, now }: Props) {
  return (
    <ol aria-label="Incidents that were found" className="divide-y divide-line">
      {found.map(({ incident, title, hits, moreHits }) => {
        const { ref, foreignRef, severity, status, service, milestones, createdAt } = incident;
        const began = beganAt(milestones, createdAt);
        return (
          <li key={ref} className="grid gap-1.5 px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Link href={`/incidents/${ref}`} className="wrap-anywhere font-medium hover:underline">
                <MarkedText parts={title} />
              </Link>
              <SeverityBadge severity={severity} short />
              <StatusBadge status={status} plain />
            </div>
            <p className="flex flex-wrap gap-x-2.5 text-faint text-xs">
              <span className="tabular">{ref}</span>
              {foreignRef ? <span className="wrap-anywhere">{foreignRef}</span> : null}
              {service ? <span className="wrap-anywhere">{service.name}</span> : null}
              <Time at={began} zone={zone} now={now} show="relative" />
            </p>
            {hits.length > 0 ? (
              <ul className="grid gap-1">
                {hits.map((hit) => (
                  <Hit key={`${hit.place} ${hit.key}`} incidentRef={ref} hit={hit} zone={zone} />
                ))}
                {moreHits > 0 ? (
                  <li className="text-faint text-xs">
                    and in {moreHits === 1 ? "one more text" : `${moreHits} more texts`} of it
                  </li>
                ) : null}
              </ul>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

function Hit({ incidentRef, hit, zone }: { incidentRef: string; hit: SearchHit; zone: string }) {
  const at = hit.at ? formatInstant(hit.at, zone) : hit.place === "action-item" ? hit.key : null;
  return (
    <li className="text-sm">
      <Link
        href={hitAddress(incidentRef, hit)}
        className="-mx-1.5 block rounded-sm px-1.5 py-0.5 hover:bg-hover sm:grid sm:grid-cols-[11rem_1fr] sm:gap-3"
      >
        <span className="tabular block text-muted text-xs leading-5">
          {placeLabels[hit.place]}
          {at ? ` · ${at}` : ""}
        </span>
        <span className="wrap-anywhere block text-muted">
          <MarkedText parts={hit.parts} />
        </span>
      </Link>
    </li>
  );
}
