import { describe, expect, test } from "vitest";
import { isComplete, knownCompletions, tokenAt } from "@/app/(workspace)/incidents/[ref]/composer-token";

/** The token where | stands in the text. */
const at = (text: string) => tokenAt(text.replace("|", ""), text.indexOf("|"));

describe("what can be completed at the caret", () => {
  test.each([
    ["/|", "command", "/"],
    ["/dec|", "command", "/dec"],
    ["14:40 /dec|", "command", "/dec"],
    ["~-5m: /|", "command", "/"],
    ["/status |", "status", ""],
    ["/status mon|", "status", "mon"],
    ["/severity P|", "severity", "P"],
    ["/role co|", "role", "co"],
    ["/role commander @le|", "person", "@le"],
    ["asked @|", "person", "@"],
    ["(@ada.l|", "person", "@ada.l"],
    ["as in #poo|", "reference", "#poo"],
    ["one\n#AI-0|", "reference", "#AI-0"],
    ["see #alert-1|", "reference", "#alert-1"],
  ])("%j", (text, kind, typed) => {
    expect(at(text)).toEqual({ kind, typed, start: text.indexOf("|") - typed.length });
  });

  test.each([
    "|",
    "restart /dec|",
    "/dec |",
    "/decision @ada |",
    "a@b|",
    "#|",
    "x#1|",
    "/status mon |",
    "/var/l|",
  ])("nothing in %j", (text) => {
    expect(at(text)).toBeNull();
  });
});

const offered = (text: string) => {
  const token = at(text);
  return token ? knownCompletions(token).map(({ insert }) => insert) : [];
};

test("commands and what they take are offered by how they begin, in any case", () => {
  expect(offered("/S|")).toEqual(["/status ", "/severity "]);
  expect(offered("/a|")).toEqual(["/action ", "/ack"]);
  expect(offered("/status re|")).toEqual(["resolved "]);
  expect(offered("/severity p1|")).toEqual(["P1 "]);
  expect(offered("/role c|")).toEqual(["commander @", "communications @"]);
  expect(offered("/x|")).toEqual([]);
});

test("the team's own roles are offered among the built-in ones, also behind their hyphen", () => {
  const roles = [
    { key: "commander", name: "Commander" },
    { key: "database-lead", name: "Database lead" },
  ];
  const ways = (text: string) => {
    const token = at(text);
    return token && knownCompletions(token, roles);
  };
  expect(ways("/role |")).toHaveLength(2);
  expect(ways("/role database-l|")).toEqual([{ insert: "database-lead @", label: "Database lead" }]);
});

test("what stands there whole is not offered again", () => {
  const complete = (text: string) => {
    const token = at(text);
    return token !== null && isComplete(token, knownCompletions(token));
  };
  expect(complete("/ack|")).toBe(true);
  expect(complete("/status resolved|")).toBe(true);
  expect(complete("/role commander|")).toBe(true);
  expect(complete("/ac|")).toBe(false);
  expect(complete("/status re|")).toBe(false);
});
