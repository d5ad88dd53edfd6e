import { headers } from "next/headers";
import type { Context } from "../core/context";
import { beginSession } from "../people/sign-in/commands";
import { keepSession } from "./auth";
import { clientAddress } from "./client-address";

/**
 * Begins a session for the browser that sent this request and gives it the cookie. Refuses as `beginSession` does. Only
 * in a server action or a route handler.
 */
export async function beginBrowserSession(
  context: Context,
  credentials: { email: unknown; password: unknown },
): Promise<void> {
  const sent = await headers();
  const { token } = await beginSession(context, {
    ...credentials,
    userAgent: sent.get("user-agent") ?? "",
    address: clientAddress(sent),
  });
  await keepSession(token);
}
