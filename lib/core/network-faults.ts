const FAULTS: readonly [code: RegExp, says: string][] = [
  [/^ECONNREFUSED$/, "Nothing listens at this address."],
  [/^(ENOTFOUND|ENODATA|ENONAME|EBADNAME)$/, "The host's name is not known."],
  [/^(EAI_|ESERVFAIL$|EREFUSED$|ETIMEOUT$|EBADRESP$)/, "The host's name could not be looked up."],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, "There is no way to this host."],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/, "The connection was lost."],
  [/^ETIMEDOUT$/, "Nobody answers at this address."],
  [/^CERT_HAS_EXPIRED$/, "Its certificate has expired."],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, "Its certificate is that of another host."],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/, "Its certificate is signed by nobody whom this machine trusts."],
  [/^HPE_/, "What answers there does not speak HTTP."],
];

/** Why another machine could not be asked, by the code of Node's error, in a sentence; null where the code tells nothing. */
export const sayNetworkFault = (code: string): string | null =>
  FAULTS.find(([pattern]) => pattern.test(code))?.[1] ?? null;
