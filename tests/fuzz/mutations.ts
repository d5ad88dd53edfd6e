import type { Chance } from "../support/chance";
import type { Sent } from "./requests";

const hardTexts = [
  "\0",
  "\ud800",
  "a\0b",
  "‮",
  "x".repeat(30_000),
  "🏴".repeat(2_000),
  " ",
  "-1",
  "NaN",
  "../../etc",
  "%",
  "%zz",
  "'\"--",
];
const hardValues = [null, true, 0, -1, 1e308, 2 ** 53, [], {}, [[[[]]]], { a: { b: null } }, ...hardTexts];
/** One of them, and nobody else's: what is spoiled twice would spoil the list. */
const hardValue = (chance: Chance): unknown => structuredClone(chance.one(hardValues));
const deep = `${'{"a":'.repeat(200)}1${"}".repeat(200)}`;

type Mutation = (sent: Sent, chance: Chance) => void;

/** Ways to spoil a request. Each changes it in place; what it cannot spoil it leaves alone. */
export const mutations: Record<string, Mutation> = {
  "a field of another type": (sent, chance) => {
    const [name] = anyField(sent, chance);
    if (name !== undefined) (sent.body as Record<string, unknown>)[name] = hardValue(chance);
  },
  "a field left out": (sent, chance) => {
    const [name] = anyField(sent, chance);
    if (name !== undefined) delete (sent.body as Record<string, unknown>)[name];
  },
  "a field that is not known": (sent, chance) => {
    const name = chance.one(["__proto__", "constructor", "id", "x".repeat(5_000), "a.b", "\0", ""]);
    if (isObject(sent.body))
      Object.defineProperty(sent.body, name, {
        value: hardValue(chance),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  },
  "no object at all": (sent, chance) => {
    if (sent.method !== "GET") sent.body = hardValue(chance);
  },
  "a body that is no JSON": (sent, chance) => {
    if (sent.method !== "GET")
      sent.raw = chance.one(["", "{", "[1,", "\xff\xfe", "null,", "{'a':1}", deep, "NaN"]);
  },
  "another content type": (sent, chance) => {
    const types = [
      "text/plain",
      "application/xml",
      "multipart/form-data",
      "application/json; charset=utf-16",
      "",
      "x/y",
    ];
    sent.headers["content-type"] = chance.one(types);
  },
  "a strange path": (sent, chance) => {
    const parts = sent.path.split("/");
    parts[chance.below(parts.length)] = encoded(chance.one(hardTexts).slice(0, 3_000));
    sent.path = `/${parts.filter(Boolean).join("/")}`;
    sent.strange = true;
  },
  "a path that is not UTF-8": (sent) => {
    sent.path = `${sent.path}/%ff%c0`;
    sent.strange = true;
  },
  "a strange parameter": (sent, chance) => {
    const name = chance.one([
      "limit",
      "cursor",
      "status",
      "text",
      "severity",
      "before",
      "unknown",
      "__proto__",
    ]);
    const value = chance.one([...hardTexts, "0", "101", "1e3", "eyJhIjoxfQ", "AAAA.BBBB"]).slice(0, 3_000);
    sent.query.push([name, value]);
  },
  "a parameter given twice": (sent) => {
    const [first] = sent.query;
    sent.query.push(first ?? ["limit", "1"], first ?? ["limit", "2"]);
  },
  "no key, or another": (sent, chance) => {
    sent.headers.authorization = chance.one([
      "",
      "Bearer",
      "Bearer hw_x",
      `Bearer ${"x".repeat(5_000)}`,
      "Basic YTpi",
    ]);
  },
  "an ETag of something else": (sent, chance) => {
    sent.headers["if-match"] = chance.one(['"x"', "*", 'W/"1"', "x", `"${"y".repeat(3_000)}"`]);
  },
  "a strange Idempotency-Key": (sent, chance) => {
    sent.headers["idempotency-key"] = chance.one(["", " ", "k".repeat(300), "again", "\u00e9"]);
  },
  "another method": (sent, chance) => {
    sent.method = chance.one(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"]);
    sent.strange = true;
  },
};

function anyField({ body }: Sent, chance: Chance): [string?] {
  return isObject(body) && Object.keys(body).length > 0 ? [chance.one(Object.keys(body))] : [];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A lone half of a character has no UTF-8. */
const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString());
