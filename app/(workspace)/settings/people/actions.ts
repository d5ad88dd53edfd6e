"use server";

import type { HandedOver } from "@/components/people/handed-over";
import { publicUrl } from "@/lib/core/env";
import { deactivatePerson, editPerson, reactivatePerson } from "@/lib/people/commands";
import { forgetIdentity } from "@/lib/people/identities/commands";
import { invite, type Offer, offerPasswordReset, renewInvitation } from "@/lib/people/invitations/commands";
import { resetSecondFactor } from "@/lib/people/second-factor/commands";
import { action } from "@/lib/web/action";

const link = (folder: string) => (offer: Offer) =>
  ({
    email: offer.email,
    origin: publicUrl(),
    path: `/${folder}/${offer.token}`,
    expiresAt: offer.expiresAt,
    mailed: offer.mailed,
  }) satisfies HandedOver;

export const submitInvitation = action(invite, { show: link("invitation") });

export const submitRenewal = action(renewInvitation, { show: link("invitation") });

export const submitPasswordLink = action(offerPasswordReset, { show: link("reset-password") });

export const submitPerson = action(editPerson, { say: "Saved.", show: ({ base }) => ({ base }) });

export const submitDeactivation = action(deactivatePerson, { say: "Deactivated." });

export const submitReactivation = action(reactivatePerson, { say: "Active again." });

export const submitFactorReset = action(resetSecondFactor, { say: "The second factor is gone." });

export const submitIdentityRemoval = action(forgetIdentity, { say: "The link is gone." });
