import { currentSession } from "@/lib/web/session";
import { takeUpload } from "@/lib/web/uploads";
import { refIn } from "../load";

/** A file for an entry that is being written. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ ref: string }> },
): Promise<Response> {
  const [{ context }, ref] = await Promise.all([currentSession(), refIn(params)]);
  return takeUpload(request, context, ref);
}
