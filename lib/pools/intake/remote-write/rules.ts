import { toldNames } from "../rules";
import type { Delivery } from "../schema";
import { type Allowance, spend } from "../wire/schema";
import type { WriteRequest } from "./schema";

/** The samples of a request that a sample of a pool can be made of, as points of metrics. */
export function deliveryOf({ timeseries = [] }: WriteRequest, allowed: Allowance): Delivery {
  const delivery: Delivery = { points: [], unreadable: [] };
  const isTold = toldNames();
  for (const { labels = [], samples = [] } of timeseries) {
    const name = labels.find((label) => label.name === "__name__")?.value ?? "";
    if (name === "" && samples.length > 0)
      delivery.unreadable.push({
        name,
        points: samples.length,
        reason: "A series has no name: no label __name__.",
      });
    if (!isTold(name)) continue;
    spend(allowed, labels.length);
    const own: Record<string, string> = {};
    for (const { name: label = "", value = "" } of labels) if (label !== "__name__") own[label] = value;
    for (const { value = 0, timestamp = 0 } of samples)
      delivery.points.push({ kind: "number", name, labels: own, value, at: new Date(timestamp) });
  }
  return delivery;
}
