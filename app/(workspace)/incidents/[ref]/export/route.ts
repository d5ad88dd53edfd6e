import { isRefusal } from "@/lib/core/refusal";
import { exportMarkdown } from "@/lib/documents/exports/queries";
import { currentSession } from "@/lib/web/session";

/** The incident and its post-mortem as one Markdown file. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ ref: string }> },
): Promise<Response> {
  const [{ context, session }, { ref }] = await Promise.all([currentSession(), params]);
  if (!session) return new Response("Sign in to export this.\n", { status: 401 });
  try {
    const { fileName, markdown } = await exportMarkdown(context, ref);
    return new Response(markdown, {
      headers: {
        "Content-Type": "text/markdown; charset=utf-8",
        "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    if (isRefusal(error) && error.code === "not_found")
      return new Response(`${error.message}\n`, { status: 404 });
    throw error;
  }
}
