import { exportMarkdown } from "@/lib/documents/exports/queries";
import { download } from "@/lib/web/download";
import { refIn } from "../load";

/** The incident and its post-mortem as one Markdown file. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ ref: string }> },
): Promise<Response> {
  const ref = await refIn(params);
  return download(async (context) => {
    const { fileName, markdown } = await exportMarkdown(context, ref);
    return { fileName, type: "text/markdown", text: markdown };
  });
}
