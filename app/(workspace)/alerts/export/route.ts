import { alertFilters } from "@/lib/alerts/history/schema";
import { exportAlerts } from "@/lib/documents/alerts/queries";
import { download } from "@/lib/web/download";
import { filtersIn } from "../alert-address";

/** The alerts that the list's filters leave, the newest 10,000, as one CSV file. */
export async function GET(request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return download(async (context) => {
    const { fileName, csv } = await exportAlerts(context, alertFilters.parse(filtersIn(query)));
    return { fileName, type: "text/csv", text: csv };
  });
}
