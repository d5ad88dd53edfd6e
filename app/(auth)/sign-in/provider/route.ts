import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { ownPath } from "@/lib/web/own-path";
import { goToProvider } from "@/lib/web/provider-sign-in";
import { currentSession } from "@/lib/web/session";

export async function GET({ nextUrl: { searchParams } }: NextRequest) {
  const visit = await currentSession();
  const next = ownPath(searchParams.get("callbackUrl"));
  const again = searchParams.get("again") === "yes";
  if (visit.session && !again) redirect(next);
  redirect(await goToProvider(visit, { next, again }));
}
