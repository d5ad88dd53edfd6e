import { uploadedFilePolicy } from "./uploaded-file";

/** What the headers of one answer depend on. */
export type Setting = {
  /** Fresh for every answer: it names the scripts that we put into this page ourselves. */
  nonce: string;
  /** Whether Highwater's own address is https. */
  https: boolean;
  /** Whether this is a development server, whose reloading needs `eval` and a web socket. */
  dev: boolean;
  /** Whether somebody uploaded what the address is of. */
  uploaded?: boolean;
};

const YEAR_SECONDS = 31_536_000;

/**
 * What a browser is told to refuse on our pages. HSTS only under https: over plain HTTP it would lock a network without
 * TLS out. It covers names below ours, so that nobody plants a cookie from one over plain HTTP.
 */
export function securityHeaders(setting: Setting): Readonly<Record<string, string>> {
  return {
    ...fileHeaders(setting.https),
    "Content-Security-Policy": setting.uploaded ? uploadedFilePolicy : contentSecurityPolicy(setting),
    "X-Frame-Options": "DENY",
    // Never `no-referrer`: a browser without JavaScript would send our own forms with `Origin: null`.
    "Referrer-Policy": "same-origin",
    // No window that opened us or that we open gets at what we answer.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  };
}

/** What a browser is told even of a script or a font; the rest is about pages, and a page has twenty such files. */
export function fileHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(https ? { "Strict-Transport-Security": `max-age=${YEAR_SECONDS}; includeSubDomains` } : {}),
  };
}

function contentSecurityPolicy({ nonce, dev }: Setting): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
