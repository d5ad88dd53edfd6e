import { Callout } from "@/components/ui/callout";
import { LateDiff } from "@/components/ui/late-diff";

type Version = readonly { label: string; value: string }[];

type Props = {
  /** What is stored now, field by field. */
  theirs: Version;
  /** What was typed here, field by field. */
  mine: Version;
};

const asText = (version: Version) => version.map(({ label, value }) => `${label}: ${value}`).join("\n");

/** Two people changed the same thing: what is stored now beside what was typed here, and what sending again does. */
export function StaleEdit({ theirs, mine }: Props) {
  return (
    <Callout tone="warning" title="Somebody saved another version while you were writing">
      <div className="mt-2 grid gap-3 sm:grid-cols-2">
        <VersionText heading="Saved meanwhile" version={theirs} />
        <VersionText heading="Yours, not saved yet" version={mine} />
      </div>
      <details className="mt-2">
        <summary className="cursor-pointer text-accent text-sm">Show the differences</summary>
        <LateDiff before={asText(theirs)} after={asText(mine)} label="Saved meanwhile and yours" />
      </details>
      <p className="mt-2">Take over below what you want to keep. Sending again replaces the saved version.</p>
    </Callout>
  );
}

function VersionText({ heading, version }: { heading: string; version: Version }) {
  return (
    <section className="min-w-0 rounded-sm border border-line bg-panel p-3">
      <h3 className="text-faint text-xs">{heading}</h3>
      <dl className="mt-1 flex flex-col gap-1">
        {version.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-faint text-xs">{label}</dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">{value === "" ? "–" : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
