import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import { shownFound } from "@/app/(workspace)/incidents/shown-found";
import { shownLanes } from "@/app/(workspace)/incidents/shown-lanes";
import { shownTable } from "@/app/(workspace)/incidents/shown-table";
import { incidentPageSize } from "@/lib/incidents/lists/queries";
import type { ListQuery } from "@/lib/incidents/lists/query";
import { declared } from "../../../lib/incidents/support";
import { type Cast, cast } from "../../../support/cast";
import { later, minutes } from "../../../support/clock";

const showing = { zone: "UTC", place: {} };
const lanes = (query: ListQuery) => shownLanes(people.ben, { view: "lanes", ...query }, showing);
const table = (query: ListQuery) => shownTable(people.ben, query, showing);
const found = (query: ListQuery) => shownFound(people.ben, query, showing);
const texts = (shown: React.ReactNode) =>
  renderToStaticMarkup(createElement(Fragment, null, shown))
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

let people: Cast;

/** One more than a search finds by their titles. */
const gulls = 51;

beforeAll(async () => {
  people = await cast();
  for (let nth = 0; nth <= gulls; nth += 1)
    await declared(later(people.ben, -minutes(nth)), {
      title: nth === 0 ? "The harbour crane is stuck" : `Gulls on the mast ${nth}`,
    });
}, 60_000);

test("lanes of a search say that more match than are drawn, and of one that is complete nothing", async () => {
  const many = await lanes({ search: "gulls" });
  expect([many.more, texts(many.footer)]).toEqual([true, expect.stringContaining("narrow the search")]);
  const one = await lanes({ search: "crane" });
  expect([one.more, one.footer, one.count]).toEqual([false, null, "1 incident"]);
});

test("lanes without anything in them say what to do about it", async () => {
  const shown = await lanes({ until: "2020-01-01", status: "closed" });
  expect(texts(shown.body)).toMatch(
    /No incidents in this period Choose a longer period, or clear the filters\. Include closed incidents/,
  );
  expect(shown.count).toBe("No incidents");
});

test("the table says how many it shows and whether there are more", async () => {
  const [all, none] = [await table({}), await table({ severity: "P4", status: "closed" })];
  expect([all.count, all.more]).toEqual([`${incidentPageSize} incidents, and more`, true]);
  expect([none.count, none.more]).toEqual(["No incidents", false]);
});

test("what was found is counted whole, and says where only the best are", async () => {
  const many = await found({ search: "gulls" });
  expect(texts(many.footer)).toMatch(/1 to 20 of 50 incidents, best match first\. There are more: narrow/);
  expect(many.count).toBe("50 incidents, and more");
  const one = await found({ search: "crane" });
  expect(texts(one.footer)).toMatch(/1 incident, best match first (?!\.)/);
  const none = [
    await found({ search: "zygomorphic" }),
    await found({ search: "zygomorphic", severity: "P0" }),
  ];
  expect(none.map(({ count }) => count)).toEqual(["No incidents", "No incidents"]);
  expect(none.map(({ body }) => texts(body))).toEqual([
    expect.stringMatching(/No results (?!with)/),
    expect.stringContaining("No results with these filters"),
  ]);
});
