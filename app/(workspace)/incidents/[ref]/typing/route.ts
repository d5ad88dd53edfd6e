import { isRefusal } from "@/lib/core/refusal";
import { noteTyping } from "@/lib/web/presence";
import { currentSession } from "@/lib/web/session";
import { refIn } from "../load";

type Props = { params: Promise<{ ref: string }> };

/** The reader types an update of the incident. */
export const PUT = (_request: Request, props: Props) => note(props, true);

/** The reader has sent it, or left it. */
export const DELETE = (_request: Request, props: Props) => note(props, false);

async function note({ params }: Props, isTyping: boolean): Promise<Response> {
  const { context, session } = await currentSession();
  if (!session) return new Response("Sign in.\n", { status: 401 });
  try {
    await noteTyping(context, await refIn(params), isTyping);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return new Response("There is no such incident.\n", { status: 404 });
  }
}
