import { describe, expect, it } from "vitest";
import { BadEnvironment } from "../../../lib/core/env";
import { isMailAddress, readMailSettings } from "../../../lib/core/mail-settings";

const HIGHWATER_MAIL_FROM = "Highwater <highwater@example.org>";
const read = (HIGHWATER_SMTP_URL: string, more: Record<string, string | undefined> = {}) =>
  readMailSettings({ HIGHWATER_SMTP_URL, HIGHWATER_MAIL_FROM, ...more });

describe("the mail server's address", () => {
  it.each([
    ["smtp://mail.example.org", { host: "mail.example.org", port: 587, tls: "offered", user: null }],
    ["smtp://mail.example.org:25/", { port: 25, tls: "offered" }],
    ["smtps://mail.example.org", { port: 465, tls: "implicit" }],
    ["smtp://u:p@mail.example.org", { tls: "required", user: "u", password: "p" }],
    ["smtp://u:p@127.0.0.1:2525", { tls: "offered", host: "127.0.0.1" }],
    ["smtp://u:p@localhost:2525", { tls: "offered" }],
    ["smtp://[::1]:2525", { host: "::1" }],
    ["smtp://u:p@mail.example.org?tls=off", { tls: "off" }],
    ["smtp://mail.example.org?tls=required", { tls: "required" }],
    ["smtp://a%40b.example:p%3Aq%2F%25@mail.example.org", { user: "a@b.example", password: "p:q/%" }],
  ])("%s is read", (url, expected) => {
    expect(read(url)).toMatchObject(expected);
  });

  it.each(["", "   ", undefined])("may be missing: %j means no mail", (url) => {
    expect(readMailSettings({ HIGHWATER_SMTP_URL: url })).toBeNull();
  });

  it.each([
    ["mail.example.org", /must read smtp:/],
    ["http://mail.example.org", /must read smtp:/],
    ["smtp://", /must read smtp:/],
    ["smtp://mail.example.org:0", /must read smtp:/],
    ["smtp://mail.example.org:99999", /must read smtp:/],
    ["smtp://mail.example.org/inbox", /must read smtp:/],
    ["smtp://user@mail.example.org", /must read smtp:/],
    ["smtp://:sesame@mail.example.org", /must read smtp:/],
    ["smtp://u:sesame%@mail.example.org", /must read smtp:/],
    ["smtps://u:sesame@mail.example.org?tls=off", /only with smtp:/],
    ["smtp://u:sesame@mail.example.org?tls=maybe", /'required' or 'off'/],
    ["smtp://u:sesame@mail.example.org?pool=9", /no parameter pool/],
  ])("%s is refused with a reason that does not repeat it", (url, reason) => {
    expect(() => read(url)).toThrow(BadEnvironment);
    expect(() => read(url)).toThrow(reason);
    expect(() => read(url)).not.toThrow("sesame");
  });
});

describe("the sender", () => {
  it.each([
    ["highwater@example.org", { name: "", address: "highwater@example.org" }],
    ["Highwater <h@example.org>", { name: "Highwater", address: "h@example.org" }],
    ['"High, Water" <h@example.org>', { name: "High, Water", address: "h@example.org" }],
  ])("%s is read", (from, expected) => {
    expect(read("smtp://mail.example.org", { HIGHWATER_MAIL_FROM: from })?.from).toEqual(expected);
  });

  it.each([
    undefined,
    "",
    "Highwater",
    "a@b@c",
    "Highwater <h@example.org>\nBcc: x@example.org",
    "<a@b>, <c@d>",
  ])("%j is refused", (from) => {
    const attempt = () => read("smtp://mail.example.org", { HIGHWATER_MAIL_FROM: from });
    expect(attempt).toThrow(/HIGHWATER_MAIL_FROM/);
  });

  it("may want answers elsewhere, at an address", () => {
    const settings = read("smtp://mail.example.org", { HIGHWATER_MAIL_REPLY_TO: "ops@example.org" });
    expect(settings?.replyTo).toEqual({ name: "", address: "ops@example.org" });
    expect(() => read("smtp://mail.example.org", { HIGHWATER_MAIL_REPLY_TO: "ops" })).toThrow(/REPLY_TO/);
  });
});

it.each([
  ["ada@example.org", true],
  ["o'neil+ops@host", true],
  ["a@b,c@d", false],
  ["<a@b>", false],
  ["a b@c", false],
  ["a@b\r\nRCPT TO:<c@d>", false],
  ["@b", false],
])("whether %j can be given to a mail server: %s", (address, expected) => {
  expect(isMailAddress(address)).toBe(expected);
});
