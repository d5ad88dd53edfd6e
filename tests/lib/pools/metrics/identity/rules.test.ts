import { describe, expect, it, test } from "vitest";
import { instanceOf, isName, labelOf, placeOf, serviceOf, spelled } from "@/lib/pools/metrics/identity/rules";

describe("an instance", () => {
  test.each([
    ["its id", { "service.instance.id": "627cc493", "host.name": "shop-1" }, "627cc493"],
    [
      "its id in the spelling of Prometheus",
      { service_instance_id: "627cc493", instance: "otel:8889" },
      "627cc493",
    ],
    ["the target of the scrape", { instance: "10.0.3.7:8080", pod: "shop-7c9f-x2" }, "10.0.3.7:8080"],
    ["what a collector passed on", { exported_instance: "shop-1", instance: "otel:8889" }, "shop-1"],
    ["its pod", { "k8s.pod.name": "shop-7c9f-x2", "host.name": "node-4" }, "shop-7c9f-x2"],
    ["its host and process", { "host.name": "shop-1", "process.pid": "4711" }, "shop-1:4711"],
    ["its host", { host: "shop-1" }, "shop-1"],
  ])("is named by %s", (_, labels, expected) => {
    expect(instanceOf(labels)).toBe(expected);
  });

  it("is not named by the database's host, nor by an empty label", () => {
    expect(instanceOf({ host: "db-1" }, ["host"])).toBeNull();
    expect(instanceOf({ instance: "" })).toBeNull();
    expect(instanceOf({ "process.pid": "4711" })).toBeNull();
  });
});

describe("a service", () => {
  test.each([
    ["OpenTelemetry's name", { "service.name": "shop", job: "otel" }, "shop"],
    ["Micrometer's common tag", { application: "shop", job: "kubernetes-pods" }, "shop"],
    ["the job that a collector passed on", { exported_job: "shop", job: "otel" }, "shop"],
    ["the job", { job: "shop" }, "shop"],
    ["nothing", {}, null],
  ])("is named by %s", (_, labels, expected) => {
    expect(serviceOf(labels)).toBe(expected);
  });
});

describe("a name", () => {
  it("is the first label that says something, with dots or without", () => {
    const names = spelled("pool", "pool.name");
    expect(names).toEqual(["pool", "pool.name", "pool_name"]);
    expect(labelOf({ pool_name: "orders" }, names)).toBe("orders");
    expect(labelOf({ pool: "", pool_name: "orders" }, names)).toBe("orders");
    expect(labelOf({}, names)).toBeNull();
  });

  test.each([
    ["all three", ["db-1", "5432", "shop"], "db-1:5432/shop"],
    ["server and database", ["db-1", null, "shop"], "db-1/shop"],
    ["server and port", ["db-1", "5432", null], "db-1:5432"],
    ["the database", [null, "5432", "shop"], "shop"],
    ["a port", [null, "5432", null], null],
  ] as const)("is made of %s", (_, [server, port, database], expected) => {
    expect(placeOf(server, port, database)).toBe(expected);
  });

  it("is kept when it is text of a bearable length", () => {
    expect(isName("HikariPool-1")).toBe(true);
    expect(isName("заказы 🛒")).toBe(true);
    expect(isName("x".repeat(201))).toBe(false);
    expect(isName("a\0b")).toBe(false);
    expect(isName("\uD800")).toBe(false);
  });
});
