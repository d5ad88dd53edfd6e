"use server";

import { createApiKey, revokeApiKey } from "@/lib/people/api-keys/commands";
import { action } from "@/lib/web/action";

export const submitKey = action(createApiKey, {
  show: ({ name, token, expiresAt }) => ({ name, token, expiresAt }),
});

export const submitRevocation = action(revokeApiKey, { say: "Revoked." });
