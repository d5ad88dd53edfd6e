import { isRefusal } from "@/lib/core/refusal";
import { getSignedText } from "@/lib/reviews/sign-offs/queries";
import { currentSession } from "@/lib/web/session";
import { refIn } from "../../load";

/** The canonical JSON that a sign-off signs, byte for byte; its SHA-256 is the hash in the certificate. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ ref: string }> },
): Promise<Response> {
  const [{ context, session }, ref] = await Promise.all([currentSession(), refIn(params)]);
  if (!session) return new Response("Sign in to read this.\n", { status: 401 });
  try {
    const asked = new URL(request.url).searchParams.get("hash") ?? undefined;
    const { hash, canonical } = await getSignedText(context, ref, asked);
    return new Response(canonical, {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="signed-text-${hash.slice(0, 12)}.json"`,
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
