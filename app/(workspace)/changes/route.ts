import { changes } from "@/lib/web/live";
import { seatAt } from "@/lib/web/presence";
import { currentSession } from "@/lib/web/session";

export const dynamic = "force-dynamic";

/** Says to a page that is open that something has changed, and to an incident's who else is there, for as long as it listens. */
export async function GET(request: Request): Promise<Response> {
  const { context, session } = await currentSession();
  if (!session) return new Response("Sign in.\n", { status: 401 });
  const query = new URL(request.url).searchParams;
  const ref = query.get("incident");
  // One that may not be seen, or no longer, is like none.
  const seat = ref === null ? null : await seatAt(context, session, ref).catch(() => null);
  const stream = changes(request.signal, request.headers.get("last-event-id") ?? query.get("since"), seat);
  if (!stream)
    return new Response("Too many pages listen.\n", { status: 503, headers: { "Retry-After": "30" } });
  return new Response(stream, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      // Neither kept, nor packed, nor held back on its way.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}
