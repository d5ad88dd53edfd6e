import { collectDefaultMetrics, Registry } from "prom-client";
import { singleton } from "./singleton";

/** The process's figures for `/metrics`: those of Node itself, and what other modules register. */
export const metrics = (): Registry =>
  singleton("metrics", () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    return registry;
  });
