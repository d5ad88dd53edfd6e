import { sizesTaken, whyTooLarge } from "@/lib/incidents/attachments/rules";
import type { Uploaded } from "@/lib/web/uploads";

/** Why a file need not be sent at all: the server would not take it. */
export const whyTooLargeHere = (file: File): string | null =>
  whyTooLarge(file.name, file.size, file.type.startsWith("image/"));

/** How an upload ended: with the file on the server, or why not, and whether to try again may help. */
export type UploadEnd = { taken: Uploaded } | { problem: string; again: boolean };

const noAnswer =
  "No answer from Highwater. The file is kept on this page only, until there is an answer again: do not close it.";

/** Sends a file and tells how far it is. Ends in words, whatever happens; what was cancelled ends in nothing. */
export function upload(
  ref: string,
  { file, key }: { file: File; key: string },
  { progress, cancelled }: { progress: (share: number) => void; cancelled: AbortSignal },
): Promise<UploadEnd | null> {
  return new Promise((resolve) => {
    // Only this tells how much was sent.
    const request = new XMLHttpRequest();
    request.open("POST", `/incidents/${ref}/attachments`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    if (/^[\x21-\x7e]+$/.test(file.type)) request.setRequestHeader("X-File-Type", file.type);
    request.setRequestHeader("X-Sending-Key", key);
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(endOf(request.status, request.responseText));
    request.onerror = () => resolve({ problem: noAnswer, again: true });
    request.ontimeout = request.onerror;
    request.onabort = () => resolve(null);
    request.timeout = 120_000;
    cancelled.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function endOf(status: number, text: string): UploadEnd {
  const body = parsed(text);
  if (status === 201 && "id" in body) return { taken: body as Uploaded };
  if (status === 401)
    return { problem: "Your session has ended. Sign in again in another tab, then try again.", again: true };
  if (status === 413 && !("detail" in body))
    return { problem: `It is too large: ${sizesTaken}.`, again: false };
  const detail = "detail" in body && typeof body.detail === "string" ? body.detail : null;
  const again = status >= 500;
  return { problem: detail ?? "Something went wrong on our side, and the file was not taken.", again };
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
