import { exportIncidentFigures } from "@/lib/documents/figures/queries";
import { download } from "@/lib/web/download";
import { refIn } from "../load";

/** The figures that are kept with an incident, as one CSV file. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ ref: string }> },
): Promise<Response> {
  const ref = await refIn(params);
  return download(async (context) => {
    const { fileName, csv } = await exportIncidentFigures(context, ref);
    return { fileName, type: "text/csv", text: csv };
  });
}
