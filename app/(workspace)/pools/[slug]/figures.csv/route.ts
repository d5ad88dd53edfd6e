import { exportPoolFigures } from "@/lib/documents/figures/queries";
import { download } from "@/lib/web/download";
import { rangeIn } from "../range";

/** The figures of a pool over the range that the address asks for, as one CSV file. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { slug } = await params;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return download(async (context) => {
    const { fileName, csv } = await exportPoolFigures(context, slug, rangeIn(query, context.now));
    return { fileName, type: "text/csv", text: csv };
  });
}
