"use server";

import { publicUrl } from "@/lib/core/env";
import { correctUpdate, restoreUpdate, withdrawUpdate, writeUpdate } from "@/lib/incidents/updates/commands";
import { makeStatusLink, revokeStatusLink } from "@/lib/incidents/updates/links/commands";
import { action } from "@/lib/web/action";
import type { LinkMade } from "./link-made";

const update = ({ ref, id }: { ref: string; id: string }) => `/incidents/${ref}/updates#update-${id}`;

export const submitUpdate = action(writeUpdate, {
  goTo: ({ ref, id }) => `/incidents/${ref}/updates?written=${id}#update-${id}`,
});

export const submitUpdateCorrection = action(correctUpdate, { goTo: update });

export const submitUpdateWithdrawal = action(withdrawUpdate, { goTo: update });

export const submitUpdateRestoration = action(restoreUpdate);

export const submitLink = action(makeStatusLink, {
  show: ({ name, token, expiresAt }) =>
    ({ name, origin: publicUrl(), path: `/status/${token}`, expiresAt }) satisfies LinkMade,
});

export const submitLinkRevocation = action(revokeStatusLink, { say: "Revoked." });
