import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Checkbox } from "@/components/ui/checkbox";
import { fieldId, messagesFor } from "@/components/ui/field-ids";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";

const html = renderToStaticMarkup;

it("ties label, hint and message to the control", () => {
  const shown = html(
    <TextField
      name="title"
      label="Title"
      hint="A few words."
      errors={{ title: "Say what is wrong." }}
      required
    />,
  );
  expect(shown).toContain('<label for="field-title"');
  expect(shown).toMatch(/<input[^>]*aria-describedby="field-title-hint field-title-error"/);
  expect(shown).toMatch(/<input[^>]*aria-invalid="true"/);
  expect(shown).toMatch(/id="field-title-error"[\s\S]*Say what is wrong\./);
});

it("says nothing about a field that is right", () => {
  const shown = html(<TextField name="title" label="Title" errors={{ other: "x" }} />);
  expect(shown).not.toContain("aria-invalid");
  expect(shown).not.toContain("aria-describedby");
});

it("keeps what was typed beside the message", () => {
  const shown = html(
    <TextField name="title" label="T" defaultValue="half a" errors={{ title: "Longer." }} />,
  );
  expect(shown).toContain('value="half a"');
});

it("keeps two forms on one page apart", () => {
  expect(fieldId("title", "edit")).not.toBe(fieldId("title"));
});

it("makes an id of any path, and reads one message or several", () => {
  expect(fieldId("items.0.text")).toBe("field-items-0-text");
  expect(messagesFor({ a: ["x", "y"] }, "a")).toEqual(["x", "y"]);
  expect(messagesFor({ a: "" }, "a")).toEqual([]);
  expect(messagesFor(undefined, "a")).toEqual([]);
});

it("offers nothing chosen yet in a list", () => {
  const shown = html(
    <SelectField name="s" label="S" placeholder="Choose" options={[{ value: "a", label: "A" }]} />,
  );
  expect(shown).toMatch(/<option value=""[^>]*>Choose<\/option>/);
});

it("names a group of radios once and marks the choice", () => {
  const options = [
    { value: "a", label: "A" },
    { value: "b", label: "B" },
  ];
  const shown = html(<RadioGroup name="r" legend="R" options={options} defaultValue="b" />);
  expect(shown.match(/<legend/g)).toHaveLength(1);
  expect(shown).toMatch(/<input[^>]*checked=""[^>]*value="b"|<input[^>]*value="b"[^>]*checked=""/);
});

it("tells boxes of one name apart by their value", () => {
  const shown = html(
    <>
      <Checkbox name="team" value="a" label="A" />
      <Checkbox name="team" value="b" label="B" />
    </>,
  );
  expect(shown).toContain('id="field-team-a"');
  expect(shown).toContain('id="field-team-b"');
});
