import type { Answer, Visitor } from "./visitor";

/**
 * Fills in and sends a form of a page as a browser without JavaScript does: what the form holds already is sent along.
 * The form is the first that contains `marked`, for example a field's name. Throws where the page has none.
 */
export async function sendForm(
  visitor: Visitor,
  path: string,
  marked: string,
  fields: Readonly<Record<string, string | File>>,
): Promise<Answer> {
  const page = await visitor.ask(path);
  const forms = page.body.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => one.includes(marked));
  if (!form) throw new Error(`${path} (${page.status}) has no form with ${marked}.`);
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...heldBy(form), ...fields })) data.append(name, value);
  const sent = new Response(data);
  return visitor.ask(path, {
    method: "POST",
    headers: { "content-type": sent.headers.get("content-type") ?? "", origin: visitor.url },
    body: new Uint8Array(await sent.arrayBuffer()),
  });
}

/** Names and values of the fields as the page shows them; boxes and buttons only where they are chosen. */
function heldBy(form: string): Record<string, string> {
  const held: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const { name, type = "text", value = "", ...more } = attributesOf(tag);
    if (!name || ["submit", "button", "file", "password"].includes(type)) continue;
    if (["radio", "checkbox"].includes(type) && !("checked" in more)) continue;
    held[name] = value;
  }
  for (const [, tag = "", text = ""] of form.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    held[attributesOf(tag).name ?? ""] = unescaped(text).replace(/^\n/, "");
  for (const [, tag = "", options = ""] of form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen =
      options.match(/<option\b[^>]*\bselected\b[^>]*>/)?.[0] ?? options.match(/<option\b[^>]*>/)?.[0];
    held[attributesOf(tag).name ?? ""] = attributesOf(chosen ?? "").value ?? "";
  }
  delete held[""];
  return held;
}

function attributesOf(tag: string): Record<string, string> {
  const found = tag.matchAll(/\s([\w:$-]+)(?:="([^"]*)")?/g);
  return Object.fromEntries([...found].map(([, name = "", value = ""]) => [name, unescaped(value)]));
}

function unescaped(text: string): string {
  return text
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}
