import { isRefusal } from "@/lib/core/refusal";
import { getSignedDocument } from "@/lib/documents/verification/queries";
import { currentSession } from "@/lib/web/session";
import { refIn } from "../../load";

/** A signed text with its certificates and the public key in one file, to be verified offline. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ ref: string }> },
): Promise<Response> {
  const [{ context, session }, ref] = await Promise.all([currentSession(), refIn(params)]);
  if (!session) return new Response("Sign in to read this.\n", { status: 401 });
  try {
    const asked = new URL(request.url).searchParams.get("hash") ?? undefined;
    const { fileName, file } = await getSignedDocument(context, ref, asked);
    return new Response(`${JSON.stringify(file, null, 2)}\n`, {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="${fileName}"`,
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
