import { text } from "node:stream/consumers";
import { createElement, type ReactElement } from "react";
import { prerenderToNodeStream } from "react-dom/static";
import { afterEach, describe, expect, it, vi } from "vitest";

const folder = "@/app/(workspace)/incidents/[ref]";

// In the app, Next's build puts this one in the place of the other; that one shows nothing here.
vi.mock("next/dynamic", async () => ({
  default: (await import("next/dist/shared/lib/app-dynamic")).default,
}));
vi.mock("@/app/(workspace)/incidents/[ref]/actions", () => ({
  ...{ submitCorrection: vi.fn(), submitMilestone: vi.fn(), submitMilestoneRemoval: vi.fn() },
}));

afterEach(() => {
  vi.doUnmock(`${folder}/correction-form`);
  vi.doUnmock(`${folder}/milestone-form`);
  vi.resetModules();
});

/** What is on the page once everything has come that is fetched for it. */
async function settled(element: ReactElement): Promise<string> {
  const { prelude } = await prerenderToNodeStream(element);
  return text(prelude);
}

const forms = [
  {
    name: "correction",
    own: "Why it is corrected",
    async open() {
      const { LateCorrectionForm } = await import("@/app/(workspace)/incidents/[ref]/late-correction-form");
      const entry = { id: "e1", version: 1, text: "five fathoms", at: "14:40", kind: "note" as const };
      const props = { incidentRef: "INC-2026-0001", zone: "UTC", entry, draft: "ben:entry:e1" };
      return settled(createElement(LateCorrectionForm, props));
    },
  },
  {
    name: "milestone",
    own: "How you know",
    async open() {
      const { LateMilestoneForm } = await import("@/app/(workspace)/incidents/[ref]/late-milestone-form");
      const kind = "mitigatedAt" as const;
      const props = { incidentRef: "INC-2026-0001", zone: "UTC", kind, shown: null, entries: [] };
      return settled(createElement(LateMilestoneForm, props));
    },
  },
];

describe.each(forms)("the $name form, fetched where it is opened", ({ name, own, open }) => {
  it("is on the page that names it before and without JavaScript, its first field with the focus", async () => {
    const html = await open();
    expect(html).toContain(own);
    expect(html.match(/<[^>]*autofocus[^>]*>/i)?.[0]).toContain('name="at"');
  });

  it("says so where it cannot be fetched, with the focus on what to do about it", async () => {
    vi.doMock(`${folder}/${name}-form`, () => {
      throw new Error("Failed to load chunk");
    });
    const html = await open();
    expect(html).not.toContain(own);
    expect(html).toMatch(/<p role="alert">No answer from Highwater, and the form could not be opened/);
    expect(html.match(/<[^>]*autofocus[^>]*>[^<]*/i)?.[0]).toMatch(/^<button[^>]*>Load the page again$/);
  });
});
