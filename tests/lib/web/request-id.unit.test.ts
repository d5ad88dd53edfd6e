import type { IncomingMessage } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { requestIdOf } from "@/lib/web/request-id";

const OURS = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const GIVEN = "3f2a9c0d5e6b47f18a90b1c2d3e4f506";

type Case = { headers: Record<string, string>; peer?: string; proxies?: string };
const request = ({ headers, peer = "127.0.0.1" }: Case) =>
  ({ headers, socket: { remoteAddress: peer } }) as unknown as IncomingMessage;

afterEach(() => vi.unstubAllEnvs());

test.each<[string, Case]>([
  ["a proxy on this machine", { headers: { "x-forwarded-for": "203.0.113.9" } }],
  [
    "a trusted proxy elsewhere",
    { headers: { "x-forwarded-for": "203.0.113.9" }, peer: "10.0.0.2", proxies: "1" },
  ],
])("the id of %s is kept", (_who, given) => {
  vi.stubEnv("HIGHWATER_TRUSTED_PROXIES", given.proxies ?? "");
  expect(requestIdOf(request({ ...given, headers: { ...given.headers, "x-request-id": GIVEN } }))).toBe(
    GIVEN,
  );
});

test.each<[string, Case]>([
  ["a client that asks directly", { headers: {}, peer: "203.0.113.9" }],
  [
    "a client that only claims to be a proxy",
    { headers: { "x-forwarded-for": "10.0.0.2" }, peer: "203.0.113.9" },
  ],
  ["anybody where no proxy is trusted", { headers: { "x-forwarded-for": "203.0.113.9" }, proxies: "0" }],
])("the id of %s is not", (_who, given) => {
  vi.stubEnv("HIGHWATER_TRUSTED_PROXIES", given.proxies ?? "");
  expect(requestIdOf(request({ ...given, headers: { ...given.headers, "x-request-id": GIVEN } }))).toMatch(
    OURS,
  );
});

test.each([
  "",
  "short",
  "x".repeat(65),
  "with space 123",
  'quote"1234567',
  "line\n12345678",
  "<script>1</script>",
])("an id that is not well formed (%j) is not kept even from a trusted proxy", (id) => {
  expect(requestIdOf(request({ headers: { "x-forwarded-for": "203.0.113.9", "x-request-id": id } }))).toMatch(
    OURS,
  );
});
