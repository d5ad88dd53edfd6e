import { download } from "@/lib/web/download";
import { sendUploaded } from "@/lib/web/uploads";
import { refIn } from "../../load";

/** A file that stands with an entry, or that its uploader has not sent yet. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ ref: string; attachmentId: string }> },
): Promise<Response> {
  const [ref, { attachmentId }] = await Promise.all([refIn(params), params]);
  return download((context) => sendUploaded(request, context, { ref, attachmentId }));
}
