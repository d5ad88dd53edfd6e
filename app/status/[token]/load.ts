import { headers } from "next/headers";
import { cache } from "react";
import { findStatusView, type StatusView } from "@/lib/incidents/updates/links/queries";
import { noteOpening } from "@/lib/incidents/updates/links/store";
import { clientAddress } from "@/lib/web/client-address";
import { AGAIN_HEADER } from "@/lib/web/request-headers";
import { currentSession } from "@/lib/web/session";
import { countMiss } from "@/lib/web/status-door";

/** What stands behind the link of the address, read and noted once for a request; null where it opens nothing. */
export const statusBehind = cache(async (token: string): Promise<{ view: StatusView; now: Date } | null> => {
  const [{ context }, sent] = await Promise.all([currentSession(), headers()]);
  const view = await findStatusView(token, context.now);
  if (!view) {
    countMiss(clientAddress(sent));
    return null;
  }
  await noteOpening(view.linkId, context.now, sent.get(AGAIN_HEADER) === "yes");
  return { view, now: context.now };
});
