import type { AttachmentType } from "../../../prisma/generated/enums";

/**
 * How much is taken: bytes of one file by its kind, files of an entry, files and bytes that entries of an incident have,
 * and those that wait of one person there for their entry.
 */
export const attachmentLimits = {
  imageBytes: 5_000_000,
  textBytes: 1_000_000,
  inEntry: 10,
  inIncident: 200,
  incidentBytes: 100_000_000,
  unsentFiles: 30,
  unsentBytes: 50_000_000,
} as const;

/** What files are, as people say it. */
export const attachmentTypeLabels: Readonly<Record<AttachmentType, string>> = {
  png: "PNG image",
  jpeg: "JPEG image",
  gif: "GIF image",
  webp: "WebP image",
  text: "text",
};

/** How files are sent: what they are by their bytes, whatever they were called. */
export const mediaTypes: Readonly<Record<AttachmentType, string>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  text: "text/plain; charset=utf-8",
};

/** What a browser offers to choose from. */
export const acceptedFiles =
  "image/png,image/jpeg,image/gif,image/webp,text/*,.log,.txt,.md,.csv,.json,.yaml,.yml";

/** Text of more lines than this is rather a file than an entry. */
export const linesOfAnEntry = 15;
