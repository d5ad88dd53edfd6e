import { getSignedDocument } from "@/lib/documents/verification/queries";
import { download } from "@/lib/web/download";
import { refIn } from "../../load";

/** A signed text with its certificates and the public key in one file, to be verified offline. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ ref: string }> },
): Promise<Response> {
  const ref = await refIn(params);
  const asked = new URL(request.url).searchParams.get("hash") ?? undefined;
  return download(async (context) => {
    const { fileName, file } = await getSignedDocument(context, ref, asked);
    return { fileName, type: "application/json", text: `${JSON.stringify(file, null, 2)}\n` };
  });
}
