import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FormErrors } from "@/components/ui/form-errors";

const shown = (props: Parameters<typeof FormErrors>[0]) => renderToStaticMarkup(<FormErrors {...props} />);
const times = (html: string, said: string) => html.split(said).length - 1;

test("what one field says is said once at the top, and leads there", () => {
  const said = "Another source has this name.";
  const html = shown({ message: said, errors: { name: said }, labels: { name: "Name" }, form: "source" });
  expect(times(html, said)).toBe(1);
  expect(html).toMatch(/<a href="#source-name"[^>]*>Name: Another source has this name\.<\/a>/);
  expect(html).not.toContain("<li>");
});

test("of several fields it says how many, and each of them once", () => {
  const html = shown({ message: "Say when.", errors: { from: "Say when.", to: "Too late." } });
  expect(html).toContain("2 things are not right yet.");
  expect(times(html, "<li>")).toBe(2);
  for (const said of ["Say when.", "Too late."]) expect(times(html, said)).toBe(1);
});

test("a sentence of its own stays above what the fields say", () => {
  const html = shown({ message: "Somebody changed it.", errors: { title: "Look again." } });
  expect(html).toContain("Somebody changed it.");
  expect(html).toMatch(/<li><a href="#field-title"/);
  expect(shown({ message: "It is closed.", errors: {} })).not.toContain("<ul");
  expect(shown({ message: undefined, errors: { title: "x" } })).toBe("");
});
