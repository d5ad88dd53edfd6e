"use server";

import { setPreferences } from "@/lib/notifications/preferences/commands";
import { action } from "@/lib/web/action";

export const submitPreferences = action(setPreferences, { say: "Saved." });
