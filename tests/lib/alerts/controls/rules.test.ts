import { describe, expect, it } from "vitest";
import {
  type ControlStanding,
  type JudgedRule,
  type JudgedSource,
  type Judgement,
  judgeRule,
  judgeSetting,
  moveOf,
  type RuleSight,
  type RuleSubject,
} from "@/lib/alerts/controls/rules";
import { at, later, minutes, seconds } from "../../../support/clock";

const now = at("2026-03-02 09:00 Europe/Berlin");
const ago = (ms: number) => later(now, -ms);

const source = (part: Partial<JudgedSource> = {}, settings: Record<string, string> = {}): JudgedSource => ({
  ...{
    name: "reports-db",
    intervalSeconds: 15,
    deliveredAt: ago(seconds(5)),
    failure: null,
    archivedAt: null,
  },
  facts: {
    ...{ version: "15.8", maxConnections: 100, reserved: 3 },
    settings: { idle_in_transaction_session_timeout: "60000ms", lock_timeout: "0ms", ...settings },
  },
  ...{ pooler: null, pools: [{ name: "reports", declaredMax: 50 }] },
  ...part,
});

const timeout = "idle_in_transaction_session_timeout";

describe("a setting of a source", () => {
  it.each<[string, string, JudgedSource, Partial<Judgement>]>([
    [
      "holds while the audit finds nothing about it",
      timeout,
      source(),
      { verdict: "holds", value: `${timeout} = 60000ms`, at: ago(seconds(5)) },
    ],
    [
      "is broken while the audit warns of it",
      timeout,
      source({}, { [timeout]: "0ms" }),
      { verdict: "broken", value: `${timeout} = off`, at: ago(seconds(5)) },
    ],
    [
      "is broken by a note as well",
      timeout,
      source({}, { [timeout]: "3600000ms" }),
      { verdict: "broken", value: `${timeout} = 3600000ms` },
    ],
    [
      "holds while the pools together fit the server",
      "max_connections",
      source(),
      { verdict: "holds", value: "max_connections = 100, of which 3 are reserved" },
    ],
    [
      "is broken once they do not",
      "max_connections",
      source({ pools: [{ name: "reports", declaredMax: 98 }] }),
      { verdict: "broken" },
    ],
    [
      "is not known where no pool says its limit",
      "max_connections",
      source({ pools: [] }),
      { verdict: "unknown" },
    ],
    ["is not known where the server does not tell it", "statement_timeout", source(), { verdict: "unknown" }],
    [
      "is not known once the source fails",
      timeout,
      source({ failure: "Nothing listens at this address." }),
      { verdict: "unknown", says: "reports-db brings nothing: Nothing listens at this address.", at: null },
    ],
    [
      "is not known before the source told anything",
      timeout,
      source({ deliveredAt: null }),
      { verdict: "unknown" },
    ],
    [
      "is known within three intervals",
      timeout,
      source({ deliveredAt: ago(seconds(45)) }),
      { verdict: "holds" },
    ],
    [
      "is not known after three silent intervals",
      timeout,
      source({ deliveredAt: ago(seconds(46)) }),
      { verdict: "unknown", says: "reports-db has told nothing lately." },
    ],
    [
      "is not known once the source is removed, whatever it told before",
      timeout,
      source({ archivedAt: ago(minutes(1)) }),
      { verdict: "unknown", says: "reports-db is no source any more." },
    ],
    [
      "is not known of a source that tells nothing of its configuration",
      timeout,
      source({ facts: null }),
      { verdict: "unknown" },
    ],
  ])("%s", (_, setting, given, expected) => {
    expect(judgeSetting(setting, given, { since: ago(minutes(60)) }, now)).toMatchObject(expected);
  });

  it("is not called silent for what happened while we were not there ourselves", () => {
    const silent = source({ deliveredAt: ago(minutes(20)) });
    expect(judgeSetting(timeout, silent, { since: ago(seconds(45)) }, now)).toBeNull();
    expect(judgeSetting(timeout, silent, { since: ago(seconds(46)) }, now)?.verdict).toBe("unknown");
    expect(judgeSetting(timeout, silent, { since: null }, now)?.verdict).toBe("unknown");
  });
});

const rule: JudgedRule = { figure: "utilisation", comparison: "above", pausedAt: null, archivedAt: null };
const subject = (part: Partial<RuleSubject> = {}): RuleSubject => ({
  ...{ name: "reporting", judgedTo: ago(seconds(10)), silentMs: seconds(45), told: true, value: 34 },
  ...part,
});
const sight = (part: Partial<RuleSight> = {}): RuleSight => ({
  ...{ watchedAt: ago(seconds(1)), since: ago(minutes(60)), subjects: [subject()], firing: [] },
  ...part,
});
const firing = { number: 7, name: "reporting", lastValue: 98 };

describe("an alert rule", () => {
  it.each<[string, Partial<JudgedRule>, RuleSight, Partial<Judgement>]>([
    [
      "holds while it is judged and nothing fires",
      {},
      sight(),
      {
        verdict: "holds",
        value: "34 % of connections in use",
        says: "No alert of it fires on reporting.",
        at: ago(seconds(1)),
      },
    ],
    [
      "says the worst of all that it watches",
      {},
      sight({ subjects: [subject(), subject({ name: "invoicing", value: 71 })] }),
      {
        verdict: "holds",
        value: "71 % of connections in use",
        says: "No alert of it fires on any of 2 pools.",
      },
    ],
    [
      "says the least where less is worse",
      { comparison: "below" },
      sight({ subjects: [subject(), subject({ value: 71 })] }),
      { verdict: "holds", value: "34 % of connections in use" },
    ],
    [
      "is broken while an alert fires",
      {},
      sight({ firing: [firing] }),
      {
        ...{ verdict: "broken", value: "98 % of connections in use" },
        says: "Alert 7 fires on reporting.",
      },
    ],
    [
      "is broken also while something else is silent",
      {},
      sight({ subjects: [subject({ judgedTo: null })], firing: [firing] }),
      { verdict: "broken" },
    ],
    [
      "is not known while it is paused, even with an alert",
      { pausedAt: ago(minutes(1)) },
      sight({ firing: [firing] }),
      { verdict: "unknown", says: "The rule is paused." },
    ],
    [
      "is not known once it is archived",
      { archivedAt: ago(minutes(1)) },
      sight(),
      { verdict: "unknown", says: "The rule is archived." },
    ],
    [
      "is not known while nobody judges rules",
      {},
      sight({ watchedAt: ago(seconds(31)) }),
      { verdict: "unknown", at: null },
    ],
    ["is not known where nobody ever did", {}, sight({ watchedAt: null }), { verdict: "unknown" }],
    ["is not known where it applies to nothing", {}, sight({ subjects: [] }), { verdict: "unknown" }],
    [
      "is not known while one of what it watches is silent",
      {},
      sight({ subjects: [subject(), subject({ name: "invoicing", judgedTo: ago(seconds(46)) })] }),
      { verdict: "unknown", says: "No data of invoicing." },
    ],
    [
      "names no more than three that are silent",
      {},
      sight({ subjects: ["a", "b", "c", "d", "e"].map((name) => subject({ name, judgedTo: null })) }),
      { verdict: "unknown", says: "No data of a, b, c, 2 more." },
    ],
    [
      "holds by those that tell its figure",
      {},
      sight({ subjects: [subject(), subject({ told: false, value: null })] }),
      { verdict: "holds", says: "No alert of it fires on reporting." },
    ],
    [
      "is not known where none tells its figure",
      {},
      sight({ subjects: [subject({ told: false, value: null })] }),
      { verdict: "unknown" },
    ],
    [
      "about silence holds by how long that is, however long",
      { figure: "no_data" },
      sight({ subjects: [subject({ judgedTo: ago(minutes(4)), value: 240 })] }),
      { verdict: "holds", value: "no data for 4 min" },
    ],
    [
      "about a health check says of what its failures are",
      { figure: "health_check" },
      sight({ subjects: [subject({ value: 0 })] }),
      { verdict: "holds", value: "0 failures in a row" },
    ],
    [
      "about those who wait says so",
      { figure: "waiting" },
      sight({ subjects: [subject({ value: 0 })] }),
      { verdict: "holds", value: "0 callers wait for a connection" },
    ],
    [
      "about a trend has no value of a moment",
      { figure: "rising_floor" },
      sight({ subjects: [subject({ value: null })] }),
      { verdict: "holds", value: "" },
    ],
    [
      "names three of many that fire",
      {},
      sight({ firing: [7, 8, 9, 10].map((number) => ({ ...firing, number })) }),
      {
        verdict: "broken",
        says: "Alert 7 fires on reporting. Alert 8 fires on reporting. Alert 9 fires on reporting. 1 more fire.",
      },
    ],
  ])("%s", (_, part, given, expected) => {
    expect(judgeRule({ ...rule, ...part }, given, now)).toMatchObject(expected);
  });

  it("stays as it is while nothing could be heard since we are back", () => {
    const back = { since: ago(seconds(20)) };
    const silent = subject({ judgedTo: ago(minutes(20)) });
    expect(judgeRule(rule, sight({ ...back, watchedAt: ago(minutes(20)) }), now)).toBeNull();
    expect(judgeRule(rule, sight({ ...back, subjects: [subject(), silent] }), now)).toBeNull();
    expect(judgeRule(rule, sight({ since: ago(seconds(46)), subjects: [silent] }), now)?.verdict).toBe(
      "unknown",
    );
    expect(judgeRule({ ...rule, pausedAt: now }, sight(back), now)?.verdict).toBe("unknown");
  });
});

describe("where a judgement takes a control", () => {
  const standing = (part: Partial<ControlStanding> = {}): ControlStanding => ({
    ...{ verdict: "holds", judgedAt: ago(seconds(30)), brokenSince: null },
    ...part,
  });
  const judged = (verdict: Judgement["verdict"]): Judgement =>
    verdict === "unknown"
      ? { verdict, value: "", says: "", at: null }
      : { verdict, value: "", says: "", at: now };
  const brokenSince = ago(minutes(9));

  it.each<[string, ControlStanding, Judgement["verdict"], ReturnType<typeof moveOf>]>([
    [
      "holds from the beginning, and nobody is told",
      standing({ verdict: "unknown", judgedAt: null }),
      "holds",
      { moved: true, brokenSince: null, tells: false },
    ],
    [
      "is broken from the beginning, and people are told",
      standing({ verdict: "unknown", judgedAt: null }),
      "broken",
      { moved: true, brokenSince: now, tells: true },
    ],
    ["stays as it is", standing(), "holds", { moved: false, brokenSince: null, tells: false }],
    ["breaks", standing(), "broken", { moved: true, brokenSince: now, tells: true }],
    [
      "stays broken",
      standing({ verdict: "broken", brokenSince }),
      "broken",
      { moved: false, brokenSince, tells: false },
    ],
    [
      "holds again",
      standing({ verdict: "broken", brokenSince }),
      "holds",
      { moved: true, brokenSince: null, tells: true },
    ],
    [
      "falls silent, and nobody is told",
      standing(),
      "unknown",
      { moved: true, brokenSince: null, tells: false },
    ],
    [
      "falls silent while it is broken",
      standing({ verdict: "broken", brokenSince }),
      "unknown",
      { moved: true, brokenSince, tells: false },
    ],
    [
      "is broken still after a silence, and nobody is told twice",
      standing({ verdict: "unknown", brokenSince }),
      "broken",
      { moved: true, brokenSince, tells: false },
    ],
    [
      "holds again after a silence",
      standing({ verdict: "unknown", brokenSince }),
      "holds",
      { moved: true, brokenSince: null, tells: true },
    ],
  ])("%s", (_, before, verdict, expected) => {
    expect(moveOf(before, judged(verdict), now)).toEqual(expected);
  });
});
