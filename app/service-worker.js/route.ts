import { buildId } from "@/lib/web/build-id";
import { serviceWorker } from "@/lib/web/service-worker";

export const dynamic = "force-dynamic";

/** The service worker of this build; see `lib/web/service-worker.ts`. Never kept, so that an upgrade is noticed at once. */
export function GET(): Response {
  return new Response(serviceWorker(buildId()), {
    headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-store" },
  });
}
