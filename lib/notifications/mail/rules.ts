import type { Message } from "../channels/channel";

/** The plain text of a mail. */
export function textOf({ to, lead, groups, action, closing, preferencesUrl }: Message): string {
  const parts = [
    `Hello ${oneLine(to.name)},`,
    ...lead,
    ...groups.flatMap(({ title, items }) => [
      ...(title ? [`${oneLine(title)}\n${"-".repeat(Math.min(72, [...oneLine(title)].length))}`] : []),
      ...items.map((item) =>
        [oneLine(item.title), ...(item.text ? [`  ${oneLine(item.text)}`] : []), `  ${item.url}`].join("\n"),
      ),
    ]),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...closing,
    ...(preferencesUrl ? [`--\nWhat you are told, and how: ${preferencesUrl}`] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

// Colours that hold on white and on what mail programs make of it in the dark; nothing is loaded from anywhere.
const style = {
  body: "margin:0;padding:24px 16px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;",
  box: "max-width:560px;margin:0 auto;",
  group: "margin:24px 0 0;padding:0 0 6px;border-bottom:1px solid #8a94a0;font-size:13px;font-weight:600;",
  item: "margin:14px 0 0;",
  quote: "margin:4px 0 0;padding:0 0 0 12px;border-left:3px solid #8a94a0;opacity:.85;",
  button:
    "display:inline-block;padding:10px 18px;border-radius:6px;background:#0b6e83;color:#ffffff;font-weight:600;text-decoration:none;",
  small: "margin:28px 0 0;padding:12px 0 0;border-top:1px solid #8a94a0;font-size:13px;opacity:.8;",
};

/** The same as HTML: escaped, without pictures or scripts, readable in light and dark. */
export function htmlOf({ to, subject, lead, groups, action, closing, preferencesUrl }: Message): string {
  const paragraphs = (lines: readonly string[]) => lines.map((line) => `<p>${escaped(line)}</p>`).join("");
  const told = groups.map(
    ({ title, items }) =>
      (title ? `<h2 style="${style.group}">${escaped(title)}</h2>` : "") +
      items
        .map(
          (item) =>
            `<p style="${style.item}"><a href="${escaped(item.url)}">${escaped(item.title)}</a></p>` +
            (item.text ? `<p style="${style.quote}">${escaped(item.text)}</p>` : ""),
        )
        .join(""),
  );
  const button = action
    ? `<p style="margin:24px 0"><a href="${escaped(action.url)}" style="${style.button}">${escaped(action.label)}</a></p>` +
      `<p style="font-size:13px;opacity:.8;word-break:break-all">${escaped(action.url)}</p>`
    : "";
  const foot = preferencesUrl
    ? `<p style="${style.small}"><a href="${escaped(preferencesUrl)}">What you are told, and how</a></p>`
    : "";
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">` +
    `<title>${escaped(subject)}</title><style>:root{color-scheme:light dark}a{color:#0b6e83}` +
    `@media (prefers-color-scheme:dark){a:not([style]){color:#6cc5d6}}</style></head>` +
    `<body style="${style.body}"><div style="${style.box}"><p style="margin-top:0">Hello ${escaped(to.name)},</p>` +
    `${paragraphs(lead)}${told.join("")}${button}${paragraphs(closing)}${foot}</div></body></html>\n`
  );
}

/** Text for a header or a line of its own: one line, without control characters that could begin another. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

function escaped(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text
    .replace(/\p{Cc}+/gu, " ")
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? "")
    .replace(/'/g, "&#39;");
}
