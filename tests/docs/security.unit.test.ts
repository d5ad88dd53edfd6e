import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** The requirements of levels 1 and 2 of OWASP ASVS 5.0, by section. */
const requirements: Readonly<Record<string, string>> = {
  "V1.1": "1 2",
  "V1.2": "1 2 3 4 5 6 7 8 9",
  "V1.3": "1 2 3 4 5 6 7 8 9 10 11",
  "V1.4": "1 2 3",
  "V1.5": "1 2",
  "V2.1": "1 2 3",
  "V2.2": "1 2 3",
  "V2.3": "1 2 3 4",
  "V2.4": "1",
  "V3.2": "1 2",
  "V3.3": "1 2 3 4",
  "V3.4": "1 2 3 4 5 6",
  "V3.5": "1 2 3 4 5",
  "V3.7": "1 2",
  "V4.1": "1 2 3",
  "V4.2": "1",
  "V4.3": "1 2",
  "V4.4": "1 2 3 4",
  "V5.1": "1",
  "V5.2": "1 2 3",
  "V5.3": "1 2",
  "V5.4": "1 2 3",
  "V6.1": "1 2 3",
  "V6.2": "1 2 3 4 5 6 7 8 9 10 11 12",
  "V6.3": "1 2 3 4",
  "V6.4": "1 2 3 4",
  "V6.5": "1 2 3 4 5",
  "V6.6": "1 2 3",
  "V6.8": "1 2 3 4",
  "V7.1": "1 2 3",
  "V7.2": "1 2 3 4",
  "V7.3": "1 2",
  "V7.4": "1 2 3 4 5",
  "V7.5": "1 2",
  "V7.6": "1 2",
  "V8.1": "1 2",
  "V8.2": "1 2 3",
  "V8.3": "1",
  "V8.4": "1",
  "V9.1": "1 2 3",
  "V9.2": "1 2 3 4",
  "V10.1": "1 2",
  "V10.2": "1 2",
  "V10.3": "1 2 3 4",
  "V10.4": "1 2 3 4 5 6 7 8 9 10 11",
  "V10.5": "1 2 3 4 5",
  "V10.6": "1 2",
  "V10.7": "1 2 3",
  "V11.1": "1 2",
  "V11.2": "1 2 3",
  "V11.3": "1 2 3",
  "V11.4": "1 2 3 4",
  "V11.5": "1",
  "V11.6": "1",
  "V12.1": "1 2 3",
  "V12.2": "1 2",
  "V12.3": "1 2 3 4",
  "V13.1": "1",
  "V13.2": "1 2 3 4 5",
  "V13.3": "1 2",
  "V13.4": "1 2 3 4 5",
  "V14.1": "1 2",
  "V14.2": "1 2 3 4",
  "V14.3": "1 2 3",
  "V15.1": "1 2 3",
  "V15.2": "1 2 3",
  "V15.3": "1 2 3 4 5 6 7",
  "V16.1": "1",
  "V16.2": "1 2 3 4 5",
  "V16.3": "1 2 3 4",
  "V16.4": "1 2 3",
  "V16.5": "1 2 3",
  "V17.1": "1",
  "V17.2": "1 2 3 4",
  "V17.3": "1 2",
};

const text = readFileSync("docs/security.md", "utf8");
const ids = Object.entries(requirements).flatMap(([section, numbers]) =>
  numbers.split(" ").map((number) => `${section}.${number}`),
);
const rows = [...text.matchAll(/^\| (V[\d.]+) \|(.*)\|$/gm)].map(([, id = "", rest = ""]) => {
  const [about = "", status = "", where = "", ...more] = rest.split("|").map((cell) => cell.trim());
  return { id, about, status, where, more };
});

describe("docs/security.md", () => {
  it("has every requirement exactly once, in order", () => {
    expect(ids).toHaveLength(253);
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it("gives each one of four statuses, a few words of what it is about, and where or why", () => {
    for (const { id, about, status, where, more } of rows) {
      expect(["met", "partly", "not met", "not applicable"], id).toContain(status);
      expect(about, id).not.toBe("");
      expect(where, id).not.toBe("");
      expect(more, id).toEqual([]);
    }
  });

  it("names only files that are there", () => {
    const named = [
      ...text.matchAll(/`((?:app|components|docs|lib|prisma|tests)\/[^`]*|[\w.-]+\.(?:json|yaml))`/g),
    ];
    const missing = named.map(([, path = ""]) => path).filter((path) => !existsSync(path));
    expect(named.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  it("links only to pages and headings that are there", () => {
    const heading = (title: string) => title.toLowerCase().replaceAll(" ", "-");
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => `#${heading(title)}`);
    for (const [, target = ""] of text.matchAll(/\]\(([^)]+)\)/g))
      expect(headings.includes(target) || existsSync(`docs/${target}`), target).toBe(true);
  });
});
