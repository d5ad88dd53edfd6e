import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { PreferencesForm } from "@/app/(workspace)/settings/notifications/preferences-form";
import { kindLabels, type kindMeanings, urgentKinds, wishedKinds } from "@/lib/notifications/labels";

vi.mock("@/app/(workspace)/settings/notifications/actions", () => ({ submitPreferences: vi.fn() }));

const email = Object.fromEntries(wishedKinds.map((kind) => [kind, "off" as const])) as Record<
  (typeof wishedKinds)[number],
  "off"
>;
const shown = renderToStaticMarkup(
  createElement(PreferencesForm, {
    preferences: { wishes: { email }, digestHour: 8 },
    channels: [{ name: "email", by: "by e-mail", place: "ada@example.org" }],
    zone: "UTC",
  }),
);
const rows = [...shown.matchAll(/<li\b[\s\S]*?<\/li>/g)].map(([row]) => row);
const rowOf = (kind: keyof typeof kindMeanings) =>
  rows.filter((row) => row.includes(`>${kindLabels[kind]}<`));

test("each kind that one may wish otherwise has its choice", () => {
  for (const kind of wishedKinds) {
    expect(rowOf(kind)).toHaveLength(1);
    expect(rowOf(kind)[0]).toContain(`name="wishes.email.${kind}"`);
  }
});

test("what is urgent says that it always comes at once, and has no choice", () => {
  expect(urgentKinds).toContain("escalation");
  for (const kind of urgentKinds) {
    const [row] = rowOf(kind);
    expect(row).toContain("Always at once");
    expect(row).not.toMatch(/<(select|input|label)\b/);
  }
  expect(rows).toHaveLength(wishedKinds.length + urgentKinds.length);
});
