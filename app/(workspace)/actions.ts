"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { themeOf } from "@/components/shell/theme";
import { revokeSession } from "@/lib/people/sign-in/commands";
import { dropSession } from "@/lib/web/auth";
import { currentSession } from "@/lib/web/session";
import { themeCookie } from "@/lib/web/short-cookie";

export async function setTheme(form: FormData): Promise<void> {
  const theme = themeOf(String(form.get("theme")));
  const { name, options } = themeCookie();
  (await cookies()).set(name, theme, options);
}

export async function signOut(): Promise<void> {
  const { context, session } = await currentSession();
  if (session) await revokeSession(context, { sessionId: session.sessionId });
  await dropSession();
  redirect("/sign-in");
}
