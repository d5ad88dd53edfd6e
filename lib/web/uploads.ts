import { randomUUID } from "node:crypto";
import type { Context } from "../core/context";
import { database } from "../core/database";
import { demand } from "../core/permissions";
import { addAttachment } from "../incidents/attachments/commands";
import { attachmentLimits, mediaTypes } from "../incidents/attachments/labels";
import { getAttachment, readBytes } from "../incidents/attachments/queries";
import { isImage } from "../incidents/attachments/rules";
import { loadIncident } from "../incidents/queries";
import { Problem, problemOf, problemResponse } from "./api/problem";
import { readAtMost } from "./api/request-body";
import { logRefusal } from "./refusal-log";
import { REQUEST_ID_HEADER } from "./request-headers";
import { uploadedFilePolicy } from "./uploaded-file";

/** What a page is told of a file that it uploaded. */
export type Uploaded = { id: string; fileName: string; image: boolean; size: number };

/**
 * Takes a file that a page sends as a bare body, its name in `X-File-Name` (encoded as in an address), and keeps it for an
 * entry: 201, else a problem as the API words it. No form of another site's can send such a type and such headers.
 */
export async function takeUpload(request: Request, context: Context, ref: string): Promise<Response> {
  try {
    return await taken(request, context, ref);
  } catch (error) {
    const problem = problemOf(error, []);
    if (!problem) throw error;
    logRefusal({ action: "attachment.add", code: problem.kind }, request.headers);
    return problemResponse(problem, request.headers.get(REQUEST_ID_HEADER) ?? randomUUID());
  }
}

async function taken({ headers, body }: Request, context: Context, ref: string): Promise<Response> {
  // Before a byte is read.
  demand(context, addAttachment.action);
  await loadIncident(database(), context, ref);
  if (headers.get("content-type") !== "application/octet-stream")
    throw new Problem("unsupported-media-type", "Send the bytes as application/octet-stream.");
  const bytes = body ? await readAtMost(body, attachmentLimits.imageBytes) : Buffer.alloc(0);
  const { id } = await addAttachment(context, {
    ref,
    fileName: decoded(headers.get("x-file-name") ?? ""),
    mediaType: headers.get("x-file-type"),
    sendingKey: headers.get("x-sending-key"),
    content: bytes.toString("base64"),
  });
  const { fileName, type, size } = await getAttachment(context, ref, id);
  const told: Uploaded = { id, fileName, image: isImage(type), size };
  return Response.json(told, { status: 201, headers: { "Cache-Control": "no-store" } });
}

/**
 * Answers with a file of an incident as what its bytes are: an image to be looked at, a text to be kept. Its bytes never
 * change, so that a browser which has them is only told that it may still show them. Refuses with 'not_found' what the
 * actor may not see.
 */
export async function sendUploaded(
  request: Request,
  context: Context,
  { ref, attachmentId }: { ref: string; attachmentId: string },
): Promise<Response> {
  const file = await getAttachment(context, ref, attachmentId);
  const etag = `"${Buffer.from(file.hash).toString("hex").slice(0, 32)}"`;
  const kept = { ETag: etag, "Cache-Control": "private, no-cache" };
  if (request.headers.get("if-none-match")?.includes(etag))
    return new Response(null, { status: 304, headers: kept });
  const bytes = await readBytes(file);
  const disposition = isImage(file.type) ? "inline" : "attachment";
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...kept,
      "Content-Type": mediaTypes[file.type],
      "Content-Length": String(bytes.length),
      "Content-Disposition": `${disposition}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      "Content-Security-Policy": uploadedFilePolicy,
      "X-Content-Type-Options": "nosniff",
    },
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
