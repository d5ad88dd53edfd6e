import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { comeFromProvider } from "@/lib/web/provider-sign-in";
import { currentSession } from "@/lib/web/session";

export async function GET({ nextUrl: { pathname, search } }: NextRequest) {
  redirect(await comeFromProvider(await currentSession(), pathname + search));
}
