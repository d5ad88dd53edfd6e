import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SeverityBadge } from "@/components/incidents/severity-badge";
import { StatusBadge } from "@/components/incidents/status-badge";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import { statusBehind } from "./load";
import { LookAgain } from "./look-again";
import { NextUpdate } from "./next-update";
import { UpdateOutside } from "./update-outside";

type Props = { params: Promise<{ token: string }> };

const everySeconds = 60;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await statusBehind((await params).token);
  return { title: found?.view.title ?? "Status", referrer: "no-referrer" };
}

export default async function StatusPage({ params }: Props) {
  const found = await statusBehind((await params).token);
  if (!found) notFound();
  const { view, now } = found;
  const { title, severity, status, service, timeZone: zone, updates, more, nextUpdateAt } = view;
  return (
    <>
      <LookAgain everySeconds={everySeconds} asOf={now} zone={zone} />
      <noscript>
        <meta httpEquiv="refresh" content={`${everySeconds};url=?again=1`} />
      </noscript>
      <header className="flex flex-col gap-3">
        <h1 className="wrap-anywhere text-2xl">{title}</h1>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-muted text-sm">
          <SeverityBadge severity={severity} />
          <StatusBadge status={status} />
          {service ? <span className="wrap-anywhere">{service}</span> : null}
        </div>
        <NextUpdate at={nextUpdateAt} zone={zone} now={now} />
        {status === "merged" ? (
          <Callout>
            This incident goes on as another one. Ask whoever gave you this link for a new one.
          </Callout>
        ) : null}
        {view.restricted ? (
          <Callout tone="warning">This incident is restricted. Keep the link to yourself.</Callout>
        ) : null}
      </header>
      <section aria-labelledby="updates" className="rounded-lg border border-line bg-panel">
        <h2 id="updates" className="border-line border-b px-5 py-3 text-base">
          Updates
        </h2>
        {updates.length === 0 ? (
          <p className="px-5 py-6 text-muted">
            No update has been written yet. This page shows it when it is.
          </p>
        ) : (
          <ol className="divide-y divide-line">
            {updates.map((update) => (
              <UpdateOutside key={update.id} update={update} zone={zone} now={now} />
            ))}
          </ol>
        )}
        {more ? (
          <p className="border-line border-t px-5 py-3 text-muted text-sm">Older updates are not shown.</p>
        ) : null}
      </section>
      <p className="text-faint text-sm">
        As of <Time at={now} zone={zone} show="full" seconds absoluteOnly />. This page looks for news by
        itself every minute.
      </p>
    </>
  );
}
