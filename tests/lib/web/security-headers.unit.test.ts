import { describe, expect, it } from "vitest";
import { securityHeaders } from "@/lib/web/security-headers";

const setting = { nonce: "abc", https: true, dev: false };

const directive = (name: string, changes: Partial<typeof setting> = {}) =>
  securityHeaders({ ...setting, ...changes })
    ["Content-Security-Policy"]?.split("; ")
    .find((text) => text.startsWith(`${name} `));

describe("the headers of every answer", () => {
  it.each([
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "same-origin"],
    ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
  ])("have %s: %s", (name, value) => {
    expect(securityHeaders(setting)[name]).toBe(value);
  });

  it("promise TLS only where the public address is https", () => {
    expect(securityHeaders({ ...setting, https: false })).not.toHaveProperty("Strict-Transport-Security");
  });
});

describe("the content security policy", () => {
  it.each([
    ["default-src", "default-src 'self'"],
    ["script-src", "script-src 'self' 'nonce-abc' 'strict-dynamic'"],
    ["style-src", "style-src 'self' 'unsafe-inline'"],
    ["img-src", "img-src 'self' data: blob:"],
    ["font-src", "font-src 'self'"],
    ["connect-src", "connect-src 'self'"],
    ["manifest-src", "manifest-src 'self'"],
    ["worker-src", "worker-src 'self'"],
    ["object-src", "object-src 'none'"],
    ["base-uri", "base-uri 'none'"],
    ["form-action", "form-action 'self'"],
    ["frame-ancestors", "frame-ancestors 'none'"],
  ])("says for %s: %s", (name, text) => {
    expect(directive(name)).toBe(text);
  });

  it("lets a development server reload, and nothing else does", () => {
    expect(directive("script-src", { dev: true })).toBe(`${directive("script-src")} 'unsafe-eval'`);
    expect(directive("connect-src", { dev: true })).toBe("connect-src 'self' ws:");
  });
});
