import { getSignedText } from "@/lib/reviews/sign-offs/queries";
import { download } from "@/lib/web/download";
import { refIn } from "../../load";

/** The canonical JSON that a sign-off signs, byte for byte; its SHA-256 is the hash in the certificate. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ ref: string }> },
): Promise<Response> {
  const ref = await refIn(params);
  const asked = new URL(request.url).searchParams.get("hash") ?? undefined;
  return download(async (context) => {
    const { hash, canonical } = await getSignedText(context, ref, asked);
    return { fileName: `signed-text-${hash.slice(0, 12)}.json`, type: "application/json", text: canonical };
  });
}
