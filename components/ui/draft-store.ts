import type { TypedText } from "./left-behind";

/** What was typed into a form, by field name; a name that occurs several times has several values. */
export type Draft = Record<string, string[]>;

const prefix = "highwater:draft:";

// Storage is missing in private windows of some browsers, and full now and then. A draft is a courtesy.
function quietly<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

export function readDraft(key: string): Draft | undefined {
  return quietly(() => {
    const text = localStorage.getItem(prefix + key);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return isDraft(value) ? value : undefined;
  }, undefined);
}

export function writeDraft(key: string, draft: Draft): void {
  quietly(() => localStorage.setItem(prefix + key, JSON.stringify(draft)), undefined);
}

export function clearDraft(key: string): void {
  quietly(() => localStorage.removeItem(prefix + key), undefined);
}

/** Forgets everything typed on this device, for signing out. */
export function clearAllDrafts(): void {
  quietly(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  }, undefined);
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every(
      (texts) => Array.isArray(texts) && texts.every((text) => typeof text === "string"),
    )
  );
}

/** The draft that a form holds now. Passwords, hidden fields, files and buttons are never kept. */
export function draftOf(form: HTMLFormElement): Draft {
  const draft: Draft = {};
  for (const field of fieldsOf(form)) {
    const texts = draft[field.name] ?? [];
    draft[field.name] = texts;
    if (!isChoice(field) || field.checked) texts.push(field.value);
  }
  return draft;
}

/**
 * The texts that were typed into a form since it held `before`, with the words over their fields. What cannot be a draft
 * is left out. A refused form holds what was typed as its defaults, so those say nothing.
 */
export function typedInto(form: HTMLFormElement, before: Draft): TypedText[] {
  return fieldsOf(form).flatMap((field) => {
    if (field instanceof HTMLSelectElement || isChoice(field)) return [];
    const text = field.value.trim();
    if (text === "" || before[field.name]?.includes(field.value)) return [];
    const words = field.labels?.[0]?.firstChild?.textContent ?? field.ariaLabel;
    return [{ label: words || "Text", text }];
  });
}

/** What the form held when the page was made, before anybody (or the browser's own memory) filled it. */
export function defaultsOf(form: HTMLFormElement): Draft {
  const draft: Draft = {};
  for (const field of fieldsOf(form)) {
    const texts = draft[field.name] ?? [];
    draft[field.name] = texts;
    if (field instanceof HTMLSelectElement) {
      const options = [...field.options];
      const chosen = options.filter((option) => option.defaultSelected);
      texts.push((chosen.at(-1) ?? options.find((option) => !option.disabled))?.value ?? "");
    } else if (!isChoice(field)) texts.push(field.defaultValue);
    else if (field.defaultChecked) texts.push(field.value);
  }
  return draft;
}

/** Puts a draft back into the form's fields. */
export function fillForm(form: HTMLFormElement, draft: Draft): void {
  const left = new Map(Object.entries(draft).map(([name, texts]) => [name, [...texts]]));
  for (const field of fieldsOf(form)) {
    const texts = left.get(field.name);
    if (!texts) continue;
    if (isChoice(field)) put(field, "checked", texts.includes(field.value));
    else put(field, "value", texts.shift() ?? field.value);
  }
}

// Past React's own setter and with an event, so that a field whose value React holds learns of it.
function put(field: Field, property: "checked" | "value", value: boolean | string) {
  if (Reflect.get(field, property) === value) return;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), property)?.set?.call(field, value);
  field.dispatchEvent(new Event(property === "checked" ? "click" : "input", { bubbles: true }));
}

/** Whether two drafts say the same. */
export function sameDraft(a: Draft, b: Draft): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => JSON.stringify(a[name] ?? []) === JSON.stringify(b[name] ?? []));
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const unkept = new Set(["password", "hidden", "file", "submit", "button", "reset", "image"]);

// A password that is shown is a field of type text.
const secret = new Set(["current-password", "new-password", "one-time-code"]);

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement) &&
      element.name !== "" &&
      !secret.has(element.autocomplete) &&
      !unkept.has(element.type),
  );
}

function isChoice(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}
