const ADDRESS = /^\/incidents\/[^/?#]+\/attachments\/[^/?#]/;

/** Whether an address is that of a file which somebody uploaded. */
export const isUploadedFile = (url: string | undefined): boolean => ADDRESS.test(url ?? "");

/**
 * What a browser may do with a file that somebody uploaded: show it, and nothing else. Where the file itself is opened, the
 * frame that a browser puts around an image has styles of its own.
 */
export const uploadedFilePolicy =
  "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
