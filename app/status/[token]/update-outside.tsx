import { StatusBadge } from "@/components/incidents/status-badge";
import { Time } from "@/components/ui/time";
import type { SaidOutside } from "@/lib/incidents/updates/links/queries";

type Props = { update: SaidOutside; zone: string; now: Date };

/** One update as it is read outside: when, how it stood, what was said; of one that was taken back only that. */
export function UpdateOutside({ update: { at, status, said, correctedAt, withdrawnAt }, zone, now }: Props) {
  return (
    <li className="flex flex-col gap-2 px-5 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
        <Time at={at} zone={zone} now={now} />
        <StatusBadge status={status} plain />
        {said && correctedAt ? (
          <span>
            corrected <Time at={correctedAt} zone={zone} now={now} absoluteOnly />
          </span>
        ) : null}
      </p>
      {said ? (
        <>
          <Said text={said.whatHappened} />
          <dl className="flex flex-col gap-2">
            <Part term="Impact" text={said.impact} />
            {said.whatWeDo ? <Part term="What we are doing" text={said.whatWeDo} /> : null}
          </dl>
        </>
      ) : (
        <p className="text-muted">
          This update was withdrawn{" "}
          {withdrawnAt ? <Time at={withdrawnAt} zone={zone} now={now} absoluteOnly /> : null}.
        </p>
      )}
    </li>
  );
}

function Part({ term, text }: { term: string; text: string }) {
  return (
    <div>
      <dt className="font-medium text-faint text-xs">{term}</dt>
      <dd>
        <Said text={text} />
      </dd>
    </div>
  );
}

const Said = ({ text }: { text: string }) => (
  <p className="wrap-anywhere max-w-measure whitespace-pre-wrap">{text}</p>
);
