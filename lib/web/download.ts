import type { Context } from "../core/context";
import { isRefusal } from "../core/refusal";
import { currentSession } from "./session";

/** A file to be kept: what it is called, of which type it is, and what it says. */
export type Download = { fileName: string; type: string; text: string };

/** Answers whoever is signed in with a file to be kept: 401 without a session, 404 for what the actor may not see. */
export async function download(load: (context: Context) => Promise<Download>): Promise<Response> {
  const { context, session } = await currentSession();
  if (!session) return new Response("Sign in to read this.\n", { status: 401 });
  try {
    const { fileName, type, text } = await load(context);
    return new Response(text, {
      headers: {
        "Content-Type": `${type}; charset=utf-8`,
        "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    if (isRefusal(error) && error.code === "not_found")
      return new Response(`${error.message}\n`, { status: 404 });
    throw error;
  }
}
