import { existsSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { type SourceFile, sourceFiles } from "./support/source";

/** The import law inside lib/: a folder imports only what stands above it. */
const ORDER = [
  "core",
  "audit",
  "people",
  "catalog",
  "notifications",
  "on-call",
  "incidents",
  "reviews",
  "pools",
  "alerts",
  "gates",
  "insights",
  "documents",
  "web",
  "worker",
  "start",
  "cli",
];
const DOORS = ["web", "worker", "cli"];
const NOUNS = ORDER.slice(1, ORDER.indexOf("web"));
const BANNED_NAMES = /^(utils?|helpers?|common|misc|managers?|handlers?|data|info|index)$/;
// A transaction comes from command() alone, so what writes with one was called by a command. All else is outside the door.
const WRITES = /\b(?:database\(\)|reader)\.\w+\.(?:create|update|upsert|delete)\w*\(|\$transaction\(/;
const RAW_WRITES =
  /(?<!tx\.\$(?:query|execute)Raw(?:<[^>]*>)?)(?:`|")\s*(?:insert into|update \w+\s+set|delete from)\b/i;

const lib = sourceFiles("lib");
const app = sourceFiles("app");
const components = sourceFiles("components");
const everything = [...lib, ...app, ...components];

const noun = (path: string) => path.split("/")[1] ?? "";
const stem = (path: string) => basename(path).replace(/\.tsx?$/, "");
const breaches = (files: SourceFile[], wrong: (file: SourceFile) => string[]) =>
  files.flatMap((file) => wrong(file).map((what) => `${file.path}: ${what}`));

describe("the import law", () => {
  it("lets lib import neither app nor components", () => {
    expect(
      breaches(lib, (file) =>
        file.imports.filter(({ target }) => /^(app|components)\//.test(target)).map(({ target }) => target),
      ),
    ).toEqual([]);
  });

  it("lets components import of lib only labels, rules, form states, zones, dates and types", () => {
    const allowed = /\/(labels|rules|form-state|zones|dates)$/;
    expect(
      breaches(components, (file) =>
        file.imports
          .filter(
            ({ target, typeOnly }) =>
              target.startsWith("app/") || (target.startsWith("lib/") && !typeOnly && !allowed.test(target)),
          )
          .map(({ target }) => target),
      ),
    ).toEqual([]);
  });

  it("lets a folder of lib import only folders above it, and knows every folder", () => {
    expect(lib.map((file) => noun(file.path)).filter((name) => !ORDER.includes(name))).toEqual([]);
    expect(
      breaches(lib, (file) =>
        file.imports
          .map(({ target }) => target)
          .filter(
            (target) =>
              target.startsWith("lib/") && ORDER.indexOf(noun(target)) > ORDER.indexOf(noun(file.path)),
          ),
      ),
    ).toEqual([]);
  });

  it("keeps the doors apart", () => {
    expect(
      breaches(lib, (file) =>
        file.imports
          .map(({ target }) => target)
          .filter(
            (target) =>
              target.startsWith("lib/") &&
              DOORS.includes(noun(file.path)) &&
              DOORS.includes(noun(target)) &&
              noun(target) !== noun(file.path),
          ),
      ),
    ).toEqual([]);
  });

  it("lets only the web door, pages and components know Next", () => {
    expect(
      breaches(
        lib.filter((file) => noun(file.path) !== "web"),
        (file) =>
          file.imports.map(({ target }) => target).filter((target) => /^next($|\/|-auth)/.test(target)),
      ),
    ).toEqual([]);
  });

  it("has one link, which fetches nothing ahead", () => {
    const others = everything.filter((file) => file.path !== "components/ui/link.tsx");
    expect(
      breaches(others, (file) =>
        file.imports.map(({ target }) => target).filter((target) => target === "next/link"),
      ),
    ).toEqual([]);
  });

  it("leaves zod on the server: nothing that a browser loads imports it, and no labels do", () => {
    const browsers = reachedFrom(everything.filter((file) => begins(file, "use client")));
    expect(browsers.map((file) => file.path)).toContain("lib/incidents/labels.ts");
    const labels = lib.filter((file) => stem(file.path) === "labels");
    expect(
      breaches([...browsers, ...labels], (file) =>
        file.imports
          .filter(({ target, typeOnly }) => !typeOnly && /^zod($|\/)/.test(target))
          .map(({ target }) => target),
      ),
    ).toEqual([]);
  });

  it("lets only lib touch the database", () => {
    const database = /^(pg|@prisma\/.*|prisma\/generated\/client|lib\/core\/(database|pool))$/;
    expect(
      breaches([...app, ...components], (file) =>
        file.imports
          .filter(({ target, typeOnly }) => !typeOnly && database.test(target))
          .map(({ target }) => target),
      ),
    ).toEqual([]);
  });

  it("has no cycles between files of lib", () => {
    expect(cycles(lib)).toEqual([]);
  });
});

describe("the kinds of file", () => {
  it("keeps labels, schemas and rules pure", () => {
    const pure = lib.filter(
      (file) => NOUNS.includes(noun(file.path)) && /^(labels|schema|rules)$/.test(stem(file.path)),
    );
    const heavy =
      /^(node:|pg$|next|lib\/core\/(database|pool|command|work|secrets|log|clock)$|prisma\/generated\/client$)/;
    const server = new Set(["lib/audit/rules.ts"]);
    expect(
      breaches(
        pure.filter((file) => !server.has(file.path)),
        (file) =>
          file.imports
            .filter(({ target, typeOnly }) => !typeOnly && heavy.test(target))
            .map(({ target }) => target),
      ),
    ).toEqual([]);
    expect(
      breaches(pure, (file) =>
        /\bawait\b|\bDate\.now\(\)|new Date\(\)/.test(code(file)) ? ["awaits or reads the clock"] : [],
      ),
    ).toEqual([]);
  });

  it("writes only through command(), and in the stores and workers named here", () => {
    const mayWrite = (file: SourceFile) =>
      ["core", "worker", "start", "cli"].includes(noun(file.path)) || stem(file.path) === "store";
    expect(
      breaches([...lib.filter((file) => !mayWrite(file)), ...app, ...components], (file) =>
        [WRITES, RAW_WRITES]
          .filter((pattern) => pattern.test(code(file)))
          .map(() => "writes to the database"),
      ),
    ).toEqual([]);
  });

  it("takes time as an argument everywhere a noun is known", () => {
    const nouns = lib.filter((file) => NOUNS.includes(noun(file.path)));
    expect(
      breaches(nouns, (file) => (/new Date\(\)|Date\.now\(\)/.test(code(file)) ? ["reads the clock"] : [])),
    ).toEqual([]);
  });

  it("documents every export of lib", () => {
    const exported =
      /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)?^export (?:declare )?(?:async )?(?:function|const|class|type|interface) (\w+)/gm;
    const overload = (name: string) => new RegExp(`^export (?:async )?function ${name}\\b`, "gm");
    expect(
      breaches(lib, (file) =>
        [...file.text.matchAll(exported)]
          .filter((match) => !match[1] && [...file.text.matchAll(overload(match[2] ?? ""))].length < 2)
          .map((match) => `${match[2]} has no doc sentence`),
      ),
    ).toEqual([]);
  });
});

describe("names and sizes", () => {
  it("uses no name that says nothing", () => {
    expect(
      everything
        .filter((file) => file.path.split("/").some((part) => BANNED_NAMES.test(part.replace(/\.tsx?$/, ""))))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it("has default exports only where Next demands them", () => {
    const demanded =
      /\/(page|layout|error|not-found|global-error|loading|template|default|manifest|icon|opengraph-image)\.tsx?$/;
    expect(
      everything
        .filter((file) => /^export default/m.test(file.text) && !demanded.test(file.path))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it("keeps files short", () => {
    const lengths = everything.map((file) => ({ path: file.path, lines: file.text.split("\n").length }));
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
    const long = lengths.filter(({ lines }) => lines > 250);
    expect(long.length / lengths.length).toBeLessThan(0.05);
  });

  it("lets only charts import Recharts", () => {
    expect(
      breaches(
        everything.filter((file) => !file.path.startsWith("components/charts/")),
        (file) => file.imports.map(({ target }) => target).filter((target) => target === "recharts"),
      ),
    ).toEqual([]);
  });

  it("has a schema file and a test folder for every noun it knows", () => {
    const nouns = [...new Set(lib.map((file) => noun(file.path)))].filter((name) => NOUNS.includes(name));
    expect(nouns.filter((name) => !existsSync(`tests/lib/${name}`))).toEqual([]);
  });
});

function code(file: SourceFile): string {
  return file.text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

const begins = (file: SourceFile, directive: string) => new RegExp(`^"${directive}"`, "m").test(file.text);

/** These files and all that they load in a browser: of server actions a browser gets the address alone. */
function reachedFrom(files: SourceFile[]): SourceFile[] {
  const byPath = new Map(everything.map((file) => [file.path.replace(/\.tsx?$/, ""), file]));
  const reached = new Set(files);
  for (const file of reached)
    for (const { target, typeOnly } of file.imports) {
      const next = byPath.get(target);
      if (next && !typeOnly && !begins(next, "use server")) reached.add(next);
    }
  return [...reached];
}

function cycles(files: SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path.replace(/\.tsx?$/, ""), file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    if (trail.includes(path) || done.has(path)) return;
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? [])
      if (!typeOnly && byPath.has(target)) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of byPath.keys()) visit(path, []);
  return found;
}
