import { expect, it } from "vitest";
import { securityHeaders } from "@/lib/web/security-headers";
import { isUploadedFile } from "@/lib/web/uploaded-file";

it.each([
  ["/incidents/INC-2026-0001/attachments/018f", true],
  ["/incidents/INC-2026-0001/attachments/018f?x", true],
  ["/incidents/INC-2026-0001/attachments", false],
  ["/incidents/INC-2026-0001?x=/attachments/018f", false],
  ["/incidents/a/b/attachments/018f", false],
  [undefined, false],
])("%s is the address of an uploaded file: %s", (url, is) => {
  expect(isUploadedFile(url)).toBe(is);
});

it("what somebody uploaded may load nothing, run nothing and be framed nowhere", () => {
  const uploaded = securityHeaders({ nonce: "abc", https: true, dev: false, uploaded: true });
  const policy = uploaded["Content-Security-Policy"]?.split("; ");
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'", "sandbox"]));
  expect(policy?.join()).not.toMatch(/script|nonce|allow-/);
  expect(uploaded).toMatchObject({ "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY" });
});
