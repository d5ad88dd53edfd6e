import { describe, expect, it } from "vitest";
import {
  readAddress,
  refusedLiteral,
  sayFault,
  shareSince,
  shareText,
  stateOf,
} from "@/lib/alerts/health-checks/rules";
import { addHealthCheckInput } from "@/lib/alerts/health-checks/schema";
import { readAllowedHosts } from "@/lib/core/private-hosts";
import { at, days, later, minutes } from "../../../support/clock";

describe("an address", () => {
  it.each([
    ["https://ferries.example.org/health", "https://ferries.example.org/health"],
    ["HTTP://Ferries.example.org", "http://ferries.example.org/"],
    ["https://ferries.example.org/health?deep=1#top", "https://ferries.example.org/health?deep=1"],
    ["http://0x7f.1:8080/", "http://127.0.0.1:8080/"],
    ["https://hafen.example.org/Fähre", "https://hafen.example.org/F%C3%A4hre"],
  ])("%s is kept as %s", (text, url) => {
    expect(readAddress(text)).toEqual({ url });
  });

  it.each([
    "ferries.example.org",
    "ftp://ferries.example.org",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "http://",
    "https://a b/",
  ])("%s is none", (text) => {
    expect(readAddress(text)).toEqual({ wrong: "An address begins with http:// or https://." });
  });

  it.each([
    "https://user:secret@ferries.example.org",
    "https://token@ferries.example.org",
    "https://:secret@x.org",
  ])("%s carries what nobody may read", (text) => {
    expect(readAddress(text)).toEqual({
      wrong: expect.stringContaining("Leave the user and the password out"),
    });
  });

  it.each([
    ["http://10.0.0.1/", "", true],
    ["http://[fd00::1]/", "", true],
    ["http://10.0.0.1/", "10.0.0.0/8", false],
    ["http://10.0.0.1/", "10.0.0.0/8:443", true],
    ["https://10.0.0.1/", "10.0.0.0/8:443", false],
    ["http://93.184.216.34/", "", false],
    ["http://localhost/", "", false],
  ])("%s with '%s' allowed is refused at once: %s", (url, list, refused) => {
    expect(refusedLiteral(url, readAllowedHosts(list).allowed) !== null).toBe(refused);
  });
});

describe("a form", () => {
  const given = { service: "ferries", name: "Landing", url: "https://ferries.example.org/health" };
  it("asks every minute, waits five seconds and wants any 2xx unless it says otherwise", () => {
    expect(addHealthCheckInput.parse(given)).toEqual({
      ...{ ...given, intervalSeconds: 60, timeoutMs: 5_000, leastStatus: 200, mostStatus: 299 },
    });
  });

  it.each([
    [{ url: "https://user:secret@ferries.example.org" }, "url"],
    [{ intervalSeconds: 4, timeoutMs: 1_000 }, "intervalSeconds"],
    [{ intervalSeconds: 3_601 }, "intervalSeconds"],
    [{ timeoutMs: 99 }, "timeoutMs"],
    [{ timeoutMs: 30_001 }, "timeoutMs"],
    [{ intervalSeconds: 5, timeoutMs: 5_001 }, "timeoutMs"],
    [{ leastStatus: 99 }, "leastStatus"],
    [{ leastStatus: 500, mostStatus: 499 }, "mostStatus"],
    [{ expectedText: "x".repeat(501) }, "expectedText"],
    [{ name: " " }, "name"],
  ])("with %j is refused at its field", (wrong, field) => {
    const { error } = addHealthCheckInput.safeParse({ ...given, ...wrong });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("why there was no answer", () => {
  it.each<[object, string]>([
    [{ code: "ECONNREFUSED" }, "Nothing listens at this address."],
    [{ code: "ENOTFOUND" }, "The host's name is not known."],
    [{ code: "EAI_AGAIN" }, "The host's name could not be looked up."],
    [{ code: "ETIMEDOUT" }, "Nobody answers at this address."],
    [{ code: "CERT_HAS_EXPIRED" }, "Its certificate has expired."],
    [{ code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "Its certificate is that of another host."],
    [
      { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
      "Its certificate is signed by nobody whom this machine trusts.",
    ],
    [{ code: "XYZ", message: "token=secret" }, "It could not be asked (XYZ)."],
    [{ message: "token=secret" }, "It could not be asked."],
    [
      { code: "ENETUNREACH", errors: [{ code: "ENETUNREACH" }, { code: "ECONNREFUSED" }] },
      "Nothing listens at this address.",
    ],
    [{ code: "ENETUNREACH", errors: [{ code: "ENETUNREACH" }] }, "There is no way to this host."],
  ])("%j", (error, says) => {
    expect(sayFault(error)).toBe(says);
  });
});

describe("a health check", () => {
  const now = at("2026-03-29 01:30 Europe/Berlin");
  const seconds = (count: number) => later(now, -count * 1_000);
  const state = (
    turn: Partial<{ nextAt: Date; lastAt: Date | null; failure: string | null }> | null,
    { resting = false, intervalSeconds = 60 } = {},
  ) => {
    const known = turn && { nextAt: now, lastAt: null, failure: null, ...turn };
    return stateOf({ resting, intervalSeconds, turn: known }, now);
  };

  it("stands as its last answer says", () => {
    expect(state({ lastAt: seconds(60) })).toBe("well");
    expect(state({ lastAt: seconds(60), failure: "It answered 503." })).toBe("failing");
  });

  it("has no data once three intervals are over, whatever the last answer was, and is never well then", () => {
    expect(state({ lastAt: seconds(180) })).toBe("well");
    expect(state({ lastAt: seconds(181) })).toBe("no_data");
    expect(state({ lastAt: seconds(181), failure: "It answered 503." })).toBe("no_data");
    expect(state({ lastAt: seconds(30) }, { intervalSeconds: 5 })).toBe("well");
    expect(state({ lastAt: seconds(31) }, { intervalSeconds: 5 })).toBe("no_data");
  });

  it("is new until it should have been asked, and has no data when nobody asks it then", () => {
    expect(state({ nextAt: now })).toBe("new");
    expect(state({ nextAt: seconds(181) })).toBe("no_data");
    expect(state(null)).toBe("no_data");
  });

  it("rests while it or its service is archived", () => {
    expect(state({ lastAt: seconds(1), failure: "It answered 503." }, { resting: true })).toBe("resting");
  });

  it("says since when it has been there, where that is less long ago than its share tells of", () => {
    const now = at("2026-03-10 12:00 UTC");
    const [fresh, young, old] = [minutes(1), days(3), days(30)].map((ms) => later(now, -ms));
    const since = (createdAt = now) => [1, 30].map((of) => shareSince(createdAt, of, now));
    expect(since(fresh)).toEqual([fresh, fresh]);
    expect(since(young)).toEqual([null, young]);
    expect(since(old)).toEqual([null, null]);
  });

  it.each([
    [0, 0, null],
    [1, 1, "100 %"],
    [10_000, 9_999, "99.99 %"],
    [100_000, 99_999, "99.99 %"],
    [3, 2, "66.66 %"],
    [7, 0, "0 %"],
  ])("of %d answers, %d of them well, is well for %s", (asked, well, says) => {
    expect(shareText({ asked, well })).toBe(says);
  });
});
