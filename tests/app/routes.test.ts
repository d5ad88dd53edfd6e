import { describe, expect, it } from "vitest";
import { permissions } from "@/lib/core/permissions";
import { scopeOf } from "../support/api";
import { type Door, exportsOf, isDoor } from "../support/doors";
import { actions, addressOf, type Least, pages, routes } from "../support/routes";
import { type SourceFile, sourceFiles } from "../support/source";

const app = sourceFiles("app");
const named = (name: RegExp) => app.filter(({ path }) => name.test(path.split("/").at(-1) ?? ""));
const pageFiles = named(/^page\.tsx?$/);
const routeFiles = named(/^route\.tsx?$/);
const actionFiles = app.filter(({ text }) => /^"use server";/m.test(text));

const isWorkspace = ({ path }: SourceFile) => path.startsWith("app/(workspace)/");
const pathsOf = (files: readonly SourceFile[]) => files.map(({ path }) => path);
const below = ({ path }: SourceFile) => path.replace(/^app\//, "");

/** What a page does when it is asked for, without what only makes its title. */
const bodyOf = ({ text }: SourceFile) => text.slice(text.search(/^export default /m));

const asksForSession = (text: string) => /\b(pageContext|pageSession)\(\)/.test(text);

/** The methods that a file of route handlers answers to; where some ask for a key, all others only refuse. */
async function methodsOf({ path }: SourceFile): Promise<string[]> {
  const handlers = Object.entries(await exportsOf(path)).filter(([name]) => /^[A-Z]+$/.test(name));
  const asking = handlers.filter(([, handler]) => scopeOf(handler));
  return (asking.length > 0 ? asking : handlers).map(([method]) => method);
}

/** The actions that a file exports, each with its text. */
function exportsIn({ text }: SourceFile): { name: string; text: string }[] {
  return text.split(/^(?=export )/m).flatMap((part) => {
    const [, kind, name] = /^export (async function|const) (\w+)/.exec(part) ?? [];
    // What stands behind a function is not its guard.
    const end = kind === "const" ? part.length : part.search(/^\}/m);
    return name ? [{ name, text: part.slice(0, end) }] : [];
  });
}

const isFormAction = (text: string) => /\baction\(/.test(text);

describe("pages", () => {
  it("are all listed with the least that they ask", () => {
    expect(pageFiles.map(({ path }) => addressOf(path)).sort()).toEqual(Object.keys(pages).sort());
  });

  it("ask for a session themselves in the workspace, for a layout guards nothing", () => {
    const asks = pageFiles.filter((file) => asksForSession(bodyOf(file)));
    expect(pathsOf(pageFiles.filter(isWorkspace))).toEqual(pathsOf(asks));
    const wantSession = pageFiles.filter(({ path }) => isForPeople(pages[addressOf(path)]));
    expect(pathsOf(wantSession)).toEqual(pathsOf(asks));
  });

  it("show that there is no access where they ask for a role", () => {
    const wantRole = pageFiles.filter(({ path }) => isRole(pages[addressOf(path)]));
    expect(pathsOf(wantRole.filter((file) => !/kind="no-access"/.test(bodyOf(file))))).toEqual([]);
    const showNoAccess = pageFiles
      .filter(isWorkspace)
      .filter((file) => /kind="no-access"/.test(bodyOf(file)));
    expect(pathsOf(showNoAccess)).toEqual(pathsOf(wantRole));
  });
});

describe("route handlers", () => {
  it("are all listed with the least that each method asks", async () => {
    const found = await Promise.all(
      routeFiles.map(async (file) => [addressOf(file.path), (await methodsOf(file)).sort()]),
    );
    const listed = Object.entries(routes).map(([address, methods]) => [address, Object.keys(methods).sort()]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
  });

  it("look for the session unless they are public, or for a key with the scope that is listed", async () => {
    const asking = routeFiles.filter(({ path }) =>
      Object.values(routes[addressOf(path)] ?? {}).some((least) => least !== "public"),
    );
    const isForKeys = ({ path }: SourceFile) =>
      Object.values(routes[addressOf(path)] ?? {}).some((least) => least.includes(":"));
    const pages = asking.filter((file) => !isForKeys(file));
    expect(
      pathsOf(pages.filter(({ text }) => !/\b(currentSession\(\)|return download\()/.test(text))),
    ).toEqual([]);
    const keyed = asking.filter(isForKeys).map(({ path }) => path);
    expect(keyed).toEqual(
      expect.arrayContaining(pathsOf(asking.filter(({ path }) => path.startsWith("app/api/")))),
    );
    for (const path of keyed) {
      const handlers = Object.entries(await exportsOf(path));
      const scopes = handlers.flatMap(([method, handler]) => {
        const scope = scopeOf(handler);
        return scope ? [[method, scope]] : [];
      });
      expect({ path, ...Object.fromEntries(scopes) }).toEqual({ path, ...routes[addressOf(path)] });
    }
  });
});

describe("server actions", () => {
  it("stand in files of their own below app", () => {
    const inside = sourceFiles("app", "components", "lib").filter(({ text }) =>
      /^\s+"use server";/m.test(text),
    );
    const elsewhere = sourceFiles("components", "lib").filter(({ text }) => /^"use server";/m.test(text));
    expect(pathsOf([...inside, ...elsewhere])).toEqual([]);
  });

  it("are all listed with the least that they ask", () => {
    const found = actionFiles.map((file) => [
      below(file),
      exportsIn(file)
        .map(({ name }) => name)
        .sort(),
    ]);
    const listed = Object.entries(actions).map(([file, names]) => [file, Object.keys(names).sort()]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
  });

  it("are exported in a form that this test can read", () => {
    const odd = actionFiles.flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?!type |(?:async function|const) \w+).*$/gm)].map(
        ([line]) => `${path}: ${line}`,
      ),
    );
    expect(odd).toEqual([]);
  });

  it("go through action() or look for the session, unless they are public", () => {
    const unguarded = actionFiles.flatMap((file) =>
      exportsIn(file)
        .filter(
          ({ text }) => !isFormAction(text) && !/\b(currentSession|pageSession|pageContext)\(\)/.test(text),
        )
        .map(({ name }) => ({ name: `${below(file)}: ${name}`, least: actions[below(file)]?.[name] })),
    );
    expect(unguarded.filter(({ least }) => least !== "public")).toEqual([]);
  });

  it.each(actionFiles)("ask what their commands ask: $path", async (file) => {
    const doors = await doorsImportedBy(file);
    for (const { name, text } of exportsIn(file).filter((one) => isFormAction(one.text))) {
      const door = (text.match(/\w+/g) ?? []).map((word) => doors.get(word)).find(Boolean);
      const said = door?.action ?? /\baction: "([^"]+)"/.exec(text)?.[1] ?? "";
      expect({ name, least: leastOf(said) }).toEqual({ name, least: actions[below(file)]?.[name] });
    }
  });
});

/** The commands that a file imports, by the names that they have there. */
async function doorsImportedBy({ text }: SourceFile): Promise<Map<string, Door>> {
  const doors = new Map<string, Door>();
  for (const [, names = "", target = ""] of text.matchAll(/^import \{([^}]*)\} from "@\/(lib\/[^"]+)";/gm)) {
    const module = /\/commands$/.test(target) ? await exportsOf(target) : {};
    for (const name of names.split(",").map((part) => part.trim())) {
      const value = module[name];
      if (isDoor(value)) doors.set(name, value);
    }
  }
  return doors;
}

function leastOf(action: string): Least | undefined {
  const role = Object.entries(permissions).find(([name]) => name === action)?.[1].role;
  if (role === undefined || role === "system") return undefined;
  if (role === "nobody") return "public";
  return role === "viewer" ? "session" : role;
}

function isForPeople(least: Least | undefined): boolean {
  return least !== "public";
}

function isRole(least: Least | undefined): boolean {
  return least !== undefined && least !== "session" && isForPeople(least);
}
