"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { themeCookie, themeOf } from "@/components/shell/theme";
import { revokeSession } from "@/lib/people/sign-in/commands";
import { dropSession } from "@/lib/web/auth";
import { currentSession } from "@/lib/web/session";

const YEAR_IN_SECONDS = 31_536_000;

export async function setTheme(form: FormData): Promise<void> {
  const theme = themeOf(String(form.get("theme")));
  (await cookies()).set(themeCookie, theme, { path: "/", maxAge: YEAR_IN_SECONDS, sameSite: "lax" });
}

export async function signOut(): Promise<void> {
  const { context, session } = await currentSession();
  if (session) await revokeSession(context, { sessionId: session.sessionId });
  await dropSession();
  redirect("/sign-in");
}
