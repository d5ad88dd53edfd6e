import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { ownPath } from "@/lib/web/own-path";
import { goToProvider } from "@/lib/web/provider-sign-in";
import { currentSession } from "@/lib/web/session";

export async function GET({ headers, nextUrl: { searchParams } }: NextRequest) {
  // Where the provider asks nothing, a link on another site would sign somebody in who wanted nothing.
  if (headers.get("sec-fetch-site") === "cross-site") redirect("/sign-in");
  const visit = await currentSession();
  const next = ownPath(searchParams.get("callbackUrl"));
  const again = searchParams.get("again") === "yes";
  if (visit.session && !again) redirect(next);
  redirect(await goToProvider(visit, { next, again }));
}
