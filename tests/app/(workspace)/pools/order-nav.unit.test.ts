import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { OrderNav } from "@/app/(workspace)/pools/order-nav";
import { orderIn } from "@/app/(workspace)/pools/pool-order";

const links = (sort: string | undefined) =>
  [
    ...renderToStaticMarkup(createElement(OrderNav, { order: orderIn(sort), path: "/pools" })).matchAll(
      /<a[^>]*>.*?<\/a>/g,
    ),
  ].map(([link]) => link);
const said = (link: string) => link.replace(/<[^>]+>/g, "");

test.each([
  [undefined, "State, descending"],
  ["waiting", "Waiting, descending"],
  ["-waiting", "Waiting, ascending"],
  ["full", "Full in, ascending"],
])("the order in use says which way round: sort=%s", (sort, expected) => {
  const current = links(sort).filter((link) => link.includes("aria-current"));
  expect(current.map(said)).toEqual([expected]);
  expect(current[0]).toContain("<svg");
});

test("the others say only what they order by", () => {
  const others = links("name").filter((link) => !link.includes("aria-current"));
  expect(others.map(said)).toEqual(["State", "In use", "Waiting", "Full in"]);
  expect(others.join("")).not.toContain("<svg");
});
