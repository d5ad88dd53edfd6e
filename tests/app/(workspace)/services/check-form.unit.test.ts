import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { CheckForm } from "@/app/(workspace)/services/[slug]/health-checks/check-form";
import { TrialAnswer } from "@/app/(workspace)/services/[slug]/health-checks/trial-answer";

vi.mock("@/app/(workspace)/services/[slug]/health-checks/actions", () => ({
  submitNew: vi.fn(),
  submitEdit: vi.fn(),
}));

const words = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("the environment of a health check", () => {
  const form = (primary: string | undefined) =>
    renderToStaticMarkup(
      createElement(CheckForm, {
        ...{ service: "reports", primary, draft: "health check of reports" },
        environments: [{ value: "staging", label: "Staging" }],
      }),
    );

  it("says of which its incidents are where none is chosen, and belongs to its field", () => {
    const hint =
      "Without one, an incident that it declares is of Production, the service’s primary environment.";
    const shown = form("Production");
    const [, id] = /<p[^>]*id="([^"]+)"[^>]*>Without one/.exec(shown) ?? [];
    expect(words(shown)).toContain(hint);
    expect(shown).toMatch(new RegExp(`<select[^>]*aria-describedby="[^"]*${id}`));
  });

  it("says nothing of it where the service has no primary one", () => {
    expect(words(form(undefined))).not.toContain("Without one");
  });
});

describe("a trial", () => {
  const shown = (answer: unknown) => words(renderToStaticMarkup(createElement(TrialAnswer, { answer })));

  it("that had no answer says so once, and that nothing was saved", () => {
    const failure = "It did not answer within 5 s.";
    expect(shown({ status: null, durationMs: 5_000, failure })).toBe(
      `Problem: ${failure} Nothing was saved.`,
    );
  });

  it("that had one says what it was and how long it took", () => {
    expect(shown({ status: 503, durationMs: 34, failure: "It answered 503; well is 200 to 299." })).toBe(
      "Problem: It answered 503; well is 200 to 299. 503 in 34 ms. Nothing was saved.",
    );
    expect(shown({ status: 200, durationMs: 1_240, failure: null })).toBe(
      "Done: It is well. 200 in 1.2 s. Nothing was saved.",
    );
  });

  it("that was not made says nothing", () => {
    expect(shown(undefined)).toBe("");
  });
});
