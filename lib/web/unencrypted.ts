/**
 * Whether others can read along between a browser and us: it asked a host that is not its own machine, and our own address
 * is not https. A proxy with TLS that our address does not tell of counts as none.
 */
export function isUnencrypted(host: string | null, ownUrl: string): boolean {
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host ?? "");
  return !here && !/^https:\/\//i.test(ownUrl);
}
