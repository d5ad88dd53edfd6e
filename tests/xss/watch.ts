import type { BrowserContext, Page } from "@playwright/test";

/** What a page did that no text of anybody's may make it do. */
export type Watch = { found(page: Page): Promise<string[]> };

/** Watches every page of a browser context: scripts that run, dialogs, requests that leave, elements that nobody meant. */
export async function watch(context: BrowserContext, own: string): Promise<Watch> {
  const seen: string[] = [];
  await context.addInitScript(() => {
    Object.assign(window, { xss: () => Object.assign(window, { xssRan: true }) });
  });
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
      return [...seen.splice(0), ...(await page.evaluate(suspicious))];
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
      const url = name === "srcdoc" ? value : new URL(value, document.baseURI).href;
      return schemes.test(url) ? [] : [`has <${element.localName} ${name}="${value.slice(0, 60)}">`];
    }),
  );
  const listening = all.flatMap((element) =>
    element
      .getAttributeNames()
      .filter((name) => /^on/.test(name))
      .map((name) => `has <${element.localName} ${name}>`),
  );
  const foreign = all
    .filter((element) => /^(xss-mark|iframe|object|embed|base|math)$/.test(element.localName))
    .map((element) => `has <${element.localName}>`);
  return [
    ...("xssRan" in window ? ["ran a script"] : []),
    ...new Set([...addresses, ...listening, ...foreign]),
  ];
}
