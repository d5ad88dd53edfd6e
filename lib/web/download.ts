import type { Context } from "../core/context";
import { isRefusal } from "../core/refusal";
import { currentSession } from "./session";

/** A file to be kept: what it is called, of which type it is, and what it says. */
export type Download = { fileName: string; type: string; text: string };

/**
 * Answers whoever is signed in with a file to be kept, or with what `load` itself makes of one: 401 without a session, 404
 * for what the actor may not see, 400 for what cannot be answered.
 */
export async function download(load: (context: Context) => Promise<Download | Response>): Promise<Response> {
  const { context, session } = await currentSession();
  if (!session) return new Response("Sign in to read this.\n", { status: 401 });
  try {
    const file = await load(context);
    if (file instanceof Response) return file;
    const { fileName, type, text } = file;
    return new Response(text, {
      headers: {
        "Content-Type": `${type}; charset=utf-8`,
        "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    if (isRefusal(error) && (error.code === "not_found" || error.code === "invalid"))
      return new Response(`${error.message}\n`, { status: error.code === "invalid" ? 400 : 404 });
    throw error;
  }
}
