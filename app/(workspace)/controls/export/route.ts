import { controlFilters } from "@/lib/alerts/controls/schema";
import { exportControls } from "@/lib/documents/controls/queries";
import { download } from "@/lib/web/download";
import { queryIn } from "../control-address";

/** The controls that the list's filter leaves, at most 10,000, as one CSV file. */
export async function GET(request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return download(async (context) => {
    const { state } = controlFilters.parse(queryIn(query));
    const { fileName, csv } = await exportControls(context, { state });
    return { fileName, type: "text/csv", text: csv };
  });
}
