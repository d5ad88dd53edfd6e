import { expect, test } from "vitest";
import { isUnencrypted } from "@/lib/web/unencrypted";

const http = "http://highwater.example.org";
const https = "https://highwater.example.org";

test.each([
  ["highwater.example.org", http, true],
  ["192.168.1.20:3000", http, true],
  ["192.168.1.20:3000", "http://localhost:3000", true],
  ["highwater.example.org", https, false],
  ["highwater.example.org:8443", "HTTPS://highwater.example.org:8443", false],
  ["localhost:3000", http, false],
  ["LocalHost", http, false],
  ["127.0.0.1:3000", http, false],
  ["127.1.2.3", http, false],
  ["[::1]:3000", http, false],
  ["localhost.example.org", http, true],
  ["127.0.0.1.example.org", http, true],
  ["example.org/localhost", http, true],
  ["[2001:db8::1]:3000", http, true],
  [null, http, true],
  ["", http, true],
  [null, https, false],
  ["highwater.example.org", "http://https://", true],
])("a browser that asked %s of what calls itself %s: %s", (host, ownUrl, expected) => {
  expect(isUnencrypted(host, ownUrl)).toBe(expected);
});
