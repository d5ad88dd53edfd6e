/** Set by our own server on every request, overwriting what a client sent. */
export const REQUEST_ID_HEADER = "x-request-id";
/** Path and query of the request, so that a page can send somebody back to it after signing in. */
export const PATH_HEADER = "x-highwater-path";
/** The peer's address as the socket tells it. */
export const PEER_HEADER = "x-highwater-peer";
/** 'yes' when the request came through a proxy. Next writes x-forwarded-for itself, so that one no longer tells. */
export const PROXIED_HEADER = "x-highwater-proxied";
/** 'yes' when a page behind a link to updates asks for itself again; set on requests for such pages alone. */
export const AGAIN_HEADER = "x-highwater-again";
