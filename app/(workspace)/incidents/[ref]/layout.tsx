import type { ReactNode } from "react";
import { FlyoutCloser } from "@/components/incidents/flyout-closer";
import { pageSession } from "@/lib/web/session";
import { IncidentHeader } from "./incident-header";
import { incidentOf, refIn } from "./load";

type Props = { children: ReactNode; params: Promise<{ ref: string }> };

export default async function IncidentLayout({ children, params }: Props) {
  const [{ context }, ref] = await Promise.all([pageSession(), refIn(params)]);
  const incident = await incidentOf(ref);
  return (
    <>
      <IncidentHeader incident={incident} actor={context.actor} now={context.now} />
      {children}
      <FlyoutCloser />
    </>
  );
}
