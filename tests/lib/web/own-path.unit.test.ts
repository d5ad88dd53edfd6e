import { expect, test } from "vitest";
import { ownPath } from "@/lib/web/own-path";

test.each([
  ["/incidents?status=open#top", "/incidents?status=open#top"],
  ["/", "/"],
  ["/a/../b", "/b"],
  ["", "/"],
  [undefined, "/"],
  [["/incidents"], "/"],
  ["incidents", "/"],
  ["https://elsewhere.example/", "/"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["\\\\elsewhere.example", "/"],
  ["/\t/elsewhere.example", "/"],
  ["/\n/elsewhere.example", "/"],
  ["/.//elsewhere.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?callbackUrl=/sign-in", "/"],
  ["/set-up", "/"],
  ["/api/auth/signout", "/"],
])("%j leads to %s", (wanted, path) => {
  expect(ownPath(wanted)).toBe(path);
});
