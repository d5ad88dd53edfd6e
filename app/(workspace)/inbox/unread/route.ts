import { visibleTo } from "@/lib/incidents/rules";
import { countUnread } from "@/lib/notifications/queries";
import { currentSession } from "@/lib/web/session";

/** How much of the reader's inbox is unread and as of when, for the bell: the frame around the pages is not made anew on each. */
export async function GET(): Promise<Response> {
  const { context, session } = await currentSession();
  if (!session) return new Response("Sign in to read this.\n", { status: 401 });
  const unread = await countUnread(context, visibleTo);
  return Response.json({ unread, at: context.now.getTime() }, { headers: { "Cache-Control": "no-store" } });
}
