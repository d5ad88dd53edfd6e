import type { BrowserContext, Page } from "@playwright/test";

/** What a page did that no text of anybody's may make it do, since it was last asked. */
export type Watch = { found(page: Page): Promise<string[]> };

/** Watches every page of a browser context: scripts that run, dialogs, requests that leave, elements that nobody meant. */
export async function watch(context: BrowserContext, own: string): Promise<Watch> {
  const seen: string[] = [];
  await context.exposeBinding("xss", ({ frame }) => void seen.push(`ran a script at ${frame.url()}`));
  context.on("dialog", async (dialog) => {
    seen.push(`opened a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !/^(data|blob|about):/.test(url)) seen.push(`asked for ${url}`);
  });
  return {
    async found(page) {
      const standing = await page.evaluate(suspicious);
      return [...seen.splice(0), ...standing];
    },
  };
}

/** Runs in the page. */
function suspicious(): string[] {
  const all = [...document.querySelectorAll("*")];
  const schemes = /^(https?:|mailto:|blob:|data:image\/)/;
  const addresses = all.flatMap((element) =>
    ["href", "src", "action", "formaction", "data", "srcdoc"].flatMap((name) => {
      const value = element.getAttribute(name);
      if (value === null || value === "") return [];
      const url =
        name === "srcdoc" || !URL.canParse(value, document.baseURI)
          ? value
          : new URL(value, document.baseURI).href;
      // What React puts into a form that only a script can send.
      if (value.startsWith("javascript:throw new Error('A React form was unexpectedly submitted.")) return [];
      // A link may lead anywhere; nothing else may.
      const leads = element.localName === "a" || !/evil\.invalid/.test(url);
      return schemes.test(url) && leads ? [] : [`has <${element.localName} ${name}="${value.slice(0, 60)}">`];
    }),
  );
  const listening = all.flatMap((element) =>
    element
      .getAttributeNames()
      .filter((name) => /^on/.test(name))
      .map((name) => `has <${element.localName} ${name}>`),
  );
  const foreign = all
    .filter(
      (element) =>
        /^(xss-mark|iframe|object|embed|base|math|video|audio)$/.test(element.localName) ||
        (/(^|:)script$/.test(element.localName) && /^(parent\.)?xss\(/.test(element.textContent ?? "")) ||
        (element.localName === "meta" && element.getAttribute("http-equiv") === "refresh"),
    )
    .map((element) => `has <${element.localName}>`);
  return [...new Set([...addresses, ...listening, ...foreign])];
}
