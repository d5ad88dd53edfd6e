import { exportIncidents } from "@/lib/documents/incidents/queries";
import { listQueryIn } from "@/lib/incidents/lists/query";
import { download } from "@/lib/web/download";

/** The incidents that the list shows, at most 10,000, as one CSV file. */
export async function GET(request: Request): Promise<Response> {
  const query = listQueryIn(Object.fromEntries(new URL(request.url).searchParams));
  return download(async (context) => {
    const { fileName, csv } = await exportIncidents(context, query);
    return { fileName, type: "text/csv", text: csv };
  });
}
