import type { AttachmentType } from "../../../prisma/generated/enums";
import { decodeText, isOtherFormat } from "../../core/text-file";
import { readImageHeader } from "./images/rules";
import { attachmentLimits, attachmentTypeLabels } from "./labels";

/** What a file is by its bytes: an image with its size in pixels, or a text with its first lines. */
export type Sniffed =
  | { type: Exclude<AttachmentType, "text">; width: number; height: number }
  | { type: "text"; lines: number; opening: string };

/** Whether a file is shown as an image. */
export const isImage = (type: AttachmentType): boolean => type !== "text";

/** The files of an entry in their order: its own, else those of the entry of another incident that it is a copy of. */
export const filesOf = <File>(entry: {
  attachments: readonly File[];
  origin: { attachments: readonly File[] } | null;
}): readonly File[] => (entry.attachments.length > 0 ? entry.attachments : (entry.origin?.attachments ?? []));

const MOST_SIDE = 20_000;
// What a browser needs to show an image is four bytes a pixel, however small the file.
const MOST_PIXELS = 50_000_000;
const OPENING_LINES = 12;
const OPENING_CHARACTERS = 2_000;

/**
 * What a file is, judged by its bytes alone and held against what its name and its sender's media type claim. Refuses,
 * with a sentence for the person, what is neither an image nor text, what claims to be the other, and what is too large.
 */
export function sniff(
  bytes: Uint8Array,
  claim: { fileName: string; mediaType?: string | undefined },
): Sniffed | { problem: string; tooLarge?: true } {
  const name = claim.fileName;
  if (bytes.length === 0) return { problem: `${name} is empty.` };
  const image = readImageHeader(bytes);
  const claimed = claimOf(claim);
  if (image) {
    if (claimed === "text")
      return {
        problem: `${name} says that it is text, but its bytes are a ${attachmentTypeLabels[image.type]}.`,
      };
    const large = whyTooLarge(name, bytes.length, true);
    if (large) return { problem: large, tooLarge: true };
    const { width, height } = image;
    if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS)
      return {
        problem: `${name} is ${width} × ${height} pixels; at most ${MOST_PIXELS / 1_000_000} million, and ${MOST_SIDE.toLocaleString("en")} a side, are taken.`,
        tooLarge: true,
      };
    return image;
  }
  if (claimed === "image")
    return {
      problem: `${name} says that it is an image, but its bytes are no PNG, JPEG, GIF or WebP image.`,
    };
  const large = whyTooLarge(name, bytes.length, false);
  if (large) return { problem: large, tooLarge: true };
  const text = decodeText(bytes);
  if (text === null || isOtherFormat(text)) return { problem: `${name}: ${notTaken}` };
  return { type: "text", lines: countLines(text), opening: openingOf(text) };
}

const notTaken = "only images (PNG, JPEG, GIF, WebP) and text in UTF-8, such as logs, are taken.";

/** Why a file of this many bytes is not taken, as a sentence; null where it is. */
export function whyTooLarge(name: string, size: number, image: boolean): string | null {
  const { imageBytes, textBytes } = attachmentLimits;
  const [what, most] = image ? ["an image", imageBytes] : ["a text", textBytes];
  if (size <= most) return null;
  const advice = image ? "Crop it, or make it smaller." : "Attach the part that tells something.";
  return `${name} has ${megabytes(size)}; ${what} may have ${megabytes(most)}. ${advice}`;
}

const megabytes = (bytes: number) => `${Math.max(0.1, Math.ceil(bytes / 100_000) / 10)} MB`;

/** How large files may be, as words in a sentence. */
export const sizesTaken = `an image may have ${megabytes(attachmentLimits.imageBytes)}, a text ${megabytes(attachmentLimits.textBytes)}`;

const IMAGE_NAME = /\.(?:png|jpe?g|gif|webp|bmp|ico|tiff?|avif|heic|svg)$/i;
const TEXT_NAME =
  /\.(?:txt|log|md|csv|tsv|json|jsonl|ndjson|ya?ml|toml|ini|conf|cfg|env|sql|diff|patch|out|err|trace|properties)$/i;

/** What somebody claims that a file is; null where they claim nothing that is known here. */
function claimOf({ fileName, mediaType = "" }: { fileName: string; mediaType?: string | undefined }) {
  if (/^image\//i.test(mediaType) || IMAGE_NAME.test(fileName)) return "image";
  return /^text\//i.test(mediaType) || TEXT_NAME.test(fileName) ? "text" : null;
}

const endings: Readonly<Record<AttachmentType, { is: RegExp; add: string }>> = {
  png: { is: /\.png$/i, add: ".png" },
  jpeg: { is: /\.jpe?g$/i, add: ".jpg" },
  gif: { is: /\.gif$/i, add: ".gif" },
  webp: { is: /\.webp$/i, add: ".webp" },
  text: { is: TEXT_NAME, add: ".txt" },
};

const MOST_NAME = 120;

/** The name without a path, controls, marks that turn the direction of writing, and dots in front; '' where nothing is left. */
export const cleanName = (name: string): string =>
  (name.normalize("NFC").split(/[/\\]/).at(-1) ?? "")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[.\s]+/, "")
    .trim();

/** The name that a file is kept under: clean, short, and ending as what the file is. */
export function keptName(name: string, type: AttachmentType): string {
  const { is, add } = endings[type];
  const clean = cleanName(name);
  const ending = is.exec(clean)?.[0] ?? add;
  const stem =
    is.test(clean) || (type !== "text" && IMAGE_NAME.test(clean)) ? clean.replace(/\.[^.]*$/, "") : clean;
  const short = [...(stem || (type === "text" ? "log" : "image"))].slice(0, MOST_NAME).join("").trim();
  return `${short}${ending}`;
}

const countLines = (text: string): number => text.replace(/\n$/, "").split("\n").length;

/** The first lines, at most 2,000 characters of them. */
function openingOf(text: string): string {
  const lines = text
    .slice(0, OPENING_CHARACTERS * 2)
    .replace(/\r\n?/g, "\n")
    .split("\n", OPENING_LINES);
  return [...lines.join("\n")].slice(0, OPENING_CHARACTERS).join("").trimEnd();
}
