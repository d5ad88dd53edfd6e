import { expect, test } from "vitest";
import { clientAddress } from "@/lib/web/client-address";

const cases: [string, string, string, string | undefined, string][] = [
  ["the peer when there is no proxy", "203.0.113.9", "203.0.113.9", undefined, "203.0.113.9"],
  ["the peer, whatever a client claims", "203.0.113.9", "198.51.100.1", undefined, "203.0.113.9"],
  ["what a proxy on this machine saw", "127.0.0.1", "198.51.100.1", undefined, "198.51.100.1"],
  ["the last that such a proxy added", "::1", "10.9.9.9, 198.51.100.1", undefined, "198.51.100.1"],
  ["what one proxy elsewhere saw", "10.0.0.2", "10.9.9.9, 198.51.100.1", "1", "198.51.100.1"],
  ["what the outermost of two saw", "10.0.0.2", "6.6.6.6, 198.51.100.1, 10.0.0.3", "2", "198.51.100.1"],
  ["the peer when none is to be trusted", "127.0.0.1", "198.51.100.1", "0", "127.0.0.1"],
  ["nothing when nothing is known", "", "", undefined, ""],
];

test.each(cases)("is %s", (_name, peer, forwarded, proxies, address) => {
  const headers = new Headers({ "x-highwater-peer": peer, "x-forwarded-for": forwarded });
  expect(clientAddress(headers, proxies)).toBe(address);
});

test("a setting that is no number is refused in words, and never taken for none", () => {
  expect(() => clientAddress(new Headers(), "one")).toThrow(/HIGHWATER_TRUSTED_PROXIES.*"one"/);
});
