import fc, { type Arbitrary } from "fast-check";
import type { Chance } from "../support/chance";
import type { Operation, Schema } from "./document";
import type { Harvest } from "./harvest";
import { mutations } from "./mutations";
import { valuesOf } from "./values";

/** A request as it will be sent. */
export type Sent = {
  operation: Operation;
  method: string;
  path: string;
  query: [string, string][];
  headers: Record<string, string>;
  /** Sent as JSON, unless `raw` is. */
  body: unknown;
  raw?: string;
  /** Whether it is no longer sure to reach its operation, so that only the general rules judge its answer. */
  strange: boolean;
  /** How it was spoiled; empty for one that should be understood. */
  spoiled: string[];
};

/** Composes requests of an operation: fitting ones out of its schemas and what was harvested, and spoiled ones of those. */
export class Composer {
  private readonly bodies = new Map<string, Arbitrary<unknown>>();

  constructor(
    private readonly resolve: (schema: Schema) => Schema,
    private readonly harvest: Harvest,
    private readonly token: string,
  ) {}

  /** A request that the operation should understand. */
  fitting(operation: Operation, chance: Chance): Sent {
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}` };
    if (operation.body) headers["content-type"] = "application/json";
    if (operation.method === "POST" && chance.below(4) === 0)
      headers["idempotency-key"] = `key ${chance.below(1_000_000)}`;
    const path = this.pathOf(operation, chance);
    return {
      ...{ operation, method: operation.method, path },
      ...{ query: this.queryOf(operation, chance), headers, body: this.bodyOf(operation, path, chance) },
      ...{ strange: false, spoiled: [] },
    };
  }

  /** A GET of a list as it is. */
  plain(operation: Operation): Sent {
    const headers = { authorization: `Bearer ${this.token}` };
    return {
      operation,
      method: "GET",
      path: operation.path,
      query: [],
      headers,
      body: undefined,
      strange: false,
      spoiled: [],
    };
  }

  /** The same with one or two things wrong with it. */
  spoiled(operation: Operation, chance: Chance): Sent {
    const sent = this.fitting(operation, chance);
    for (let times = chance.below(2); times >= 0; times--) {
      const name = chance.one(Object.keys(mutations));
      mutations[name]?.(sent, chance);
      sent.spoiled.push(name);
    }
    return sent;
  }

  private pathOf({ path: whole, parameters }: Operation, chance: Chance): string {
    let [pattern, path] = ["", ""];
    for (const part of whole.split("/").slice(1)) {
      const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
      path = name === undefined ? `${path}/${part}` : this.named(name, { pattern, path, parameters }, chance);
      pattern = `${pattern}/${part}`;
    }
    return path;
  }

  private named(
    name: string,
    { pattern, path, parameters }: Pick<Operation, "path" | "parameters"> & { pattern: string },
    chance: Chance,
  ): string {
    const below = this.harvest.below(pattern, path, chance);
    if (below !== undefined && chance.below(50) > 0) return below;
    const before = pattern.split("/").at(-1)?.replace(/[{}]/g, "") ?? "";
    const schema = parameters.find((one) => one.in === "path" && one.name === name)?.schema ?? {};
    const known = this.harvest.forPath(before, name, chance);
    const part = wellFormed(known ?? this.value(`path ${pattern} ${name}`, schema, chance));
    // A client takes dots out of an address before it sends it, and asks for something else.
    return `${path}/${/^\.{1,2}$/.test(part) ? "-" : encodeURIComponent(part)}`;
  }

  private queryOf({ id, parameters }: Operation, chance: Chance): [string, string][] {
    const wanted = parameters.filter((one) => one.in === "query" && chance.below(4) === 0);
    return wanted.map(({ name, schema }) => {
      const known =
        name === "cursor" ? this.harvest.find([`${id}.next`], chance) : this.harvest.forField(name, chance);
      return [name, wellFormed(known ?? this.value(`query ${id} ${name}`, schema, chance))];
    });
  }

  private bodyOf({ id, body, path: pattern }: Operation, path: string, chance: Chance): unknown {
    if (!body) return undefined;
    const made = this.value(`body ${id}`, body, chance);
    if (typeof made !== "object" || made === null) return made;
    for (const [name, value] of Object.entries(made)) {
      const { enum: choice, examples } = this.resolve(body.properties?.[name] ?? {});
      const beside = this.harvest.beside(name, { pattern, path }, chance);
      const free = typeof value === "string" && !choice && !examples;
      const known = beside ?? (free ? this.harvest.forField(name, chance) : undefined);
      if (known !== undefined && chance.below(5) > 0) Object.assign(made, { [name]: known });
    }
    return made;
  }

  private value(key: string, schema: Schema, chance: Chance): unknown {
    const values = this.bodies.get(key) ?? valuesOf(schema, this.resolve);
    this.bodies.set(key, values);
    return fc.sample(values, { seed: chance.below(2 ** 31 - 1), numRuns: 1 })[0];
  }
}

/** A value as text that has a form in UTF-8. */
const wellFormed = (value: unknown): string => Buffer.from(String(value)).toString();
