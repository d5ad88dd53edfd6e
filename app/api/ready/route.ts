import { isDraining, readiness } from "@/lib/web/readiness";

/** Ready for traffic: database, migrations and a worker; 503 with the part that is not, or while the process takes leave. */
export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const headers = { "Cache-Control": "no-store" };
  if (isDraining()) return Response.json({ ready: false, draining: true }, { status: 503, headers });
  const answer = await readiness();
  return Response.json(answer, { status: answer.ready ? 200 : 503, headers });
}
