import { Flag } from "lucide-react";
import type { Metadata } from "next";
import { SeverityBadge } from "@/components/incidents/severity-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { listServices } from "@/lib/catalog/services/queries";
import { may } from "@/lib/core/permissions";
import { countOpenBySeverity, hasIncidents, listOpenIncidents } from "@/lib/incidents/lists/queries";
import { changeMark } from "@/lib/web/live";
import { pageSession } from "@/lib/web/session";
import { Severity } from "@/prisma/generated/enums";
import { FirstSteps } from "./first-steps";
import { MyActionItems } from "./my-action-items";
import { OpenIncidents } from "./open-incidents";
import { PoolsNow } from "./pools-now";
import { SignOffsWaiting } from "./sign-offs-waiting";

export const metadata: Metadata = { title: "Now" };

export default async function NowPage() {
  const [{ context, session }, mark] = await Promise.all([pageSession(), changeMark()]);
  const [open, counts, any, services] = await Promise.all([
    listOpenIncidents(context),
    countOpenBySeverity(context),
    hasIncidents(context),
    listServices(context),
  ]);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const zone = session.person.timeZone;
  // An import alone is no beginning yet: incidents are about services.
  const beginning = services.length === 0;
  const declare = may(context.actor, "incident.declare") ? (
    <LinkButton href="/incidents/new">
      <Flag aria-hidden="true" />
      Declare incident
    </LinkButton>
  ) : null;
  return (
    <div className="grid gap-5">
      <KeepFresh stream={`/changes?since=${mark}`} />
      <PageHeader title="Now" meta={<Counts counts={counts} />} />
      {beginning ? <FirstSteps actor={context.actor} /> : null}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel title="Open incidents" flush footer={all > open.length ? <AllOpen all={all} /> : null}>
          {open.length === 0 ? (
            <EmptyState title="Nothing is open" actions={declare}>
              {any ? "Every incident that you can see is over." : "No incident has been recorded yet."}
            </EmptyState>
          ) : (
            <OpenIncidents incidents={open} zone={zone} now={context.now} />
          )}
        </Panel>
        <div className="grid min-w-0 gap-5">
          <SignOffsWaiting context={context} zone={zone} />
          <MyActionItems context={context} zone={zone} />
          <PoolsNow context={context} />
        </div>
      </div>
    </div>
  );
}

/** The way to those that the page leaves out. */
function AllOpen({ all }: { all: number }) {
  return (
    <Link href="/incidents" className="text-accent text-sm">
      All {all} open incidents
    </Link>
  );
}

function Counts({ counts }: { counts: Record<Severity, number> }) {
  const open = Object.values(Severity).filter((severity) => counts[severity] > 0);
  if (open.length === 0) return <span>No open incident</span>;
  return open.map((severity) => (
    <span key={severity} className="inline-flex items-center gap-1.5">
      <span className="tabular font-medium text-ink">{counts[severity]}</span>
      <SeverityBadge severity={severity} />
    </span>
  ));
}
