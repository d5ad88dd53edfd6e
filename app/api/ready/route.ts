import { readiness } from "@/lib/web/readiness";

/** Ready for traffic: database, migrations and a worker; 503 with the part that is not. */
export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const answer = await readiness();
  return Response.json(answer, {
    status: answer.ready ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
