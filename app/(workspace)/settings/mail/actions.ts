"use server";

import { retryDelivery, sendTestMail } from "@/lib/notifications/deliveries/commands";
import { action } from "@/lib/web/action";

export const submitTest = action(sendTestMail, {
  say: ({ email }) => `A mail to ${email} is on its way. Load the page again to see what became of it.`,
});

export const submitRetry = action(retryDelivery);
