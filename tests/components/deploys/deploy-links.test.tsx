import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { DeployLinks } from "@/components/deploys/deploy-links";
import { linksKept } from "@/lib/catalog/deploys/schema";

it("links lead out, vouch for nothing, and say what they lead to", () => {
  const html = renderToStaticMarkup(
    <DeployLinks links={[{ href: "https://ci.example.org/4?a=1&b=2", text: "Build <4>" }]} />,
  );
  expect(html).toContain('href="https://ci.example.org/4?a=1&amp;b=2"');
  expect(html).toContain('rel="noopener nofollow ugc"');
  expect(html).toContain("Build &lt;4&gt;");
});

it("what was kept and is no address of the web is not linked to", () => {
  expect(linksKept.parse([{ href: "javascript:alert(1)", text: "Build" }])).toEqual([]);
  expect(linksKept.parse("nothing of the kind")).toEqual([]);
  expect(renderToStaticMarkup(<DeployLinks links={[]} />)).toBe("");
});
