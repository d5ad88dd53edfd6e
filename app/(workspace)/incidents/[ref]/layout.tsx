import type { ReactNode } from "react";
import { FlyoutCloser } from "@/components/incidents/flyout-closer";
import { pageSession } from "@/lib/web/session";
import { IncidentHeader } from "./incident-header";
import { joinedOf } from "./joined";
import { JoinedNotice } from "./joined-notice";
import { incidentOf, refIn } from "./load";

type Props = { children: ReactNode; params: Promise<{ ref: string }> };

export default async function IncidentLayout({ children, params }: Props) {
  const [{ context }, ref] = await Promise.all([pageSession(), refIn(params)]);
  const [incident, joined] = await Promise.all([incidentOf(ref), joinedOf(ref)]);
  return (
    <>
      <IncidentHeader incident={incident} actor={context.actor} now={context.now} />
      <JoinedNotice incident={incident} joined={joined} actor={context.actor} now={context.now} />
      {children}
      <FlyoutCloser />
    </>
  );
}
