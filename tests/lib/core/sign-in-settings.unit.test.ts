import { describe, expect, test } from "vitest";
import { BadEnvironment } from "@/lib/core/env";
import { readSignInSettings } from "@/lib/core/sign-in-settings";

const least = {
  HIGHWATER_OIDC_ISSUER: "https://id.example.org/realms/main",
  HIGHWATER_OIDC_CLIENT_ID: "highwater",
  HIGHWATER_OIDC_CLIENT_SECRET: "secret",
};

describe("how people may sign in", () => {
  test("is with passwords alone where nothing is set, or only blanks", () => {
    expect(readSignInSettings({})).toEqual({ passwords: true, provider: null });
    expect(readSignInSettings({ HIGHWATER_OIDC_ISSUER: " " })).toEqual({ passwords: true, provider: null });
  });

  test("is also through a provider of which the least is told", () => {
    expect(readSignInSettings(least)).toEqual({
      passwords: true,
      provider: {
        ...{ issuer: "https://id.example.org/realms/main", clientId: "highwater", clientSecret: "secret" },
        ...{ name: "single sign-on", scopes: "openid email profile", groupsClaim: "groups" },
        ...{ roles: new Map(), defaultRole: null, allowedDomains: [] },
      },
    });
  });

  test("maps groups to roles, at the last equals sign", () => {
    const { provider } = readSignInSettings({
      ...least,
      HIGHWATER_OIDC_ROLES: " sre = responder, cn=leads=lead ,,",
      HIGHWATER_OIDC_ALLOWED_DOMAINS: "Example.org, example.com",
      HIGHWATER_OIDC_DEFAULT_ROLE: "viewer",
      HIGHWATER_PASSWORDS: "off",
    });
    expect([...(provider?.roles ?? [])]).toEqual([
      ["sre", "responder"],
      ["cn=leads", "lead"],
    ]);
    expect(provider).toMatchObject({ allowedDomains: ["example.org", "example.com"], defaultRole: "viewer" });
  });

  test.each(["http://localhost:4000", "http://127.0.0.1:4000", "http://[::1]:4000"])(
    "may be over plain http with a provider on this machine: %s",
    (issuer) => {
      expect(readSignInSettings({ ...least, HIGHWATER_OIDC_ISSUER: issuer }).provider?.issuer).toBe(issuer);
    },
  );

  test.each<[string, Record<string, string | undefined>, RegExp]>([
    ["no issuer", { HIGHWATER_OIDC_ISSUER: undefined }, /HIGHWATER_OIDC_ISSUER is missing/],
    ["no client", { HIGHWATER_OIDC_CLIENT_ID: "" }, /HIGHWATER_OIDC_CLIENT_ID is missing/],
    ["no secret", { HIGHWATER_OIDC_CLIENT_SECRET: "" }, /HIGHWATER_OIDC_CLIENT_SECRET is missing/],
    ["an issuer that is no address", { HIGHWATER_OIDC_ISSUER: "id.example.org" }, /must be an address/],
    ["plain http elsewhere", { HIGHWATER_OIDC_ISSUER: "http://id.example.org" }, /https:\/\//],
    [
      "http that only begins like this machine",
      { HIGHWATER_OIDC_ISSUER: "http://localhost.example.org" },
      /https/,
    ],
    ["another protocol", { HIGHWATER_OIDC_ISSUER: "ftp://127.0.0.1" }, /https/],
    ["an issuer with a query", { HIGHWATER_OIDC_ISSUER: "https://id.example.org?x=1" }, /without query/],
    ["an issuer with a password", { HIGHWATER_OIDC_ISSUER: "https://a:b@id.example.org" }, /without query/],
    ["scopes without openid", { HIGHWATER_OIDC_SCOPES: "email" }, /must contain openid/],
    ["a role there is not", { HIGHWATER_OIDC_ROLES: "sre=king" }, /"sre=king" is not/],
    ["a group without a role", { HIGHWATER_OIDC_ROLES: "sre" }, /"sre" is not/],
    ["a role without a group", { HIGHWATER_OIDC_ROLES: "=admin" }, /"=admin" is not/],
    ["a group twice", { HIGHWATER_OIDC_ROLES: "sre=lead,sre=viewer" }, /"sre" twice/],
    [
      "a default role there is not",
      { HIGHWATER_OIDC_DEFAULT_ROLE: "king" },
      /DEFAULT_ROLE must be one of viewer/,
    ],
    ["an address for a domain", { HIGHWATER_OIDC_ALLOWED_DOMAINS: "@example.org" }, /"@example.org" is not/],
    ["passwords neither on nor off", { HIGHWATER_PASSWORDS: "no" }, /on or off; it is "no"/],
  ])("is refused at the start with %s", (_name, wrong, reason) => {
    const read = () => readSignInSettings({ ...least, ...wrong });
    expect(read).toThrow(BadEnvironment);
    expect(read).toThrow(reason);
  });

  test("is refused without passwords and without a provider, and every reason is named at once", () => {
    expect(() => readSignInSettings({ HIGHWATER_PASSWORDS: "off" })).toThrow(/nobody could sign in/);
    expect(() => readSignInSettings({ HIGHWATER_OIDC_NAME: "Acme", HIGHWATER_PASSWORDS: "of" })).toThrow(
      /ISSUER is missing[\s\S]*CLIENT_ID is missing[\s\S]*CLIENT_SECRET is missing[\s\S]*on or off/,
    );
  });
});
