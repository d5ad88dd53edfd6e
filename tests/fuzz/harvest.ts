import type { Chance } from "../support/chance";

const most = 400;

/** What fields refer to whose names do not say it. */
const meanings: Readonly<Record<string, string>> = {
  into: "incidents.ref",
  ownerTeam: "teams.slug",
  pool: "pools.slug",
  primary: "environments.slug",
  rule: "alert-rules.slug",
  sourceSlug: "pool-sources.slug",
};

/** What fields name that must stand below the same incident, by the part of the address under which it is listed. */
const parts: Readonly<Record<string, string>> = {
  actionItemIds: "action-items",
  alertIds: "alerts",
  entryId: "timeline-entries",
  entryIds: "timeline-entries",
};

/** What earlier answers named: values by the names under which they stood, so that requests can refer to real things. */
export class Harvest {
  private readonly values = new Map<string, unknown[]>();

  /** Keeps every plain value of an answer under its name, and under what it belongs to: `incidents.ref`, `service.slug`. */
  gather(value: unknown, noun: string): void {
    if (Array.isArray(value)) {
      for (const one of value.slice(0, 20)) this.gather(one, noun);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, one] of Object.entries(value))
        if (typeof one === "object") this.gather(one, name === "items" ? noun : name);
        else if (one !== "") this.keep(`${noun}.${name}`, one);
    }
  }

  /** Keeps one value under a name. */
  keep(name: string, value: unknown): void {
    const kept = this.values.get(name) ?? [];
    if (kept.length >= most) kept.shift();
    kept.push(value);
    this.values.set(name, kept);
  }

  /** A value kept under the first of these names that has any; undefined where none has. */
  find(names: readonly string[], chance: Chance): unknown {
    const found = names.find((name) => this.values.has(name));
    return found === undefined ? undefined : chance.one(this.values.get(found) ?? []);
  }

  /**
   * Keeps the addresses of what a list holds, or of what was made in it, under the pattern of the list's own; and ids, by
   * the incident that they belong to.
   */
  place(pattern: string, path: string, value: unknown): void {
    const { items = [value] } = value as { items?: unknown };
    for (const item of Array.isArray(items) ? items.slice(0, 20) : []) {
      const { ref, slug, id, kind, incident } = item as Record<string, unknown>;
      const name = ref ?? slug ?? id ?? kind;
      if (typeof name === "string") this.keep(`at ${pattern}`, `${path}/${encodeURIComponent(name)}`);
      const belongs = pattern.startsWith("/incidents/{ref}/") ? null : (incident as { ref?: string } | null);
      const [list, own] = belongs?.ref
        ? [`/incidents/{ref}${pattern}`, `/incidents/${belongs.ref}${path}`]
        : [pattern, path];
      if (typeof id === "string") this.keep(`ids ${list}`, `${own}/${id}`);
    }
  }

  /** An address of something that stands right below this one; undefined where none is known. */
  below(pattern: string, path: string, chance: Chance): string | undefined {
    return this.under(`at ${pattern}`, path, chance);
  }

  private under(key: string, path: string, chance: Chance): string | undefined {
    const known = (this.values.get(key) ?? []) as string[];
    const fitting = known.filter((one) => one.startsWith(`${path}/`));
    return fitting.length > 0 ? chance.one(fitting) : undefined;
  }

  /** What a parameter of a path can be: it names one of what the part before it lists. */
  forPath(part: string, name: string, chance: Chance): unknown {
    const noun = name.replace(/Id$/, "");
    const own = ["id", "ref", "slug", "kind", "step", "hash", "name"].map((one) => `${part}.${one}`);
    return this.find([`${part}.${name}`, ...own, `${noun}.id`, `${part}.role`], chance);
  }

  /** Forgets an address that stands for nothing any more, and the name that it ends with under the part before. */
  forget(path: string): void {
    const [part = "", name = ""] = path.split("/").slice(-2).map(decodeURIComponent);
    for (const [key, values] of this.values) {
      const left = values.filter((one) => one !== path && !(one === name && key.startsWith(`${part}.`)));
      if (left.length > 0) this.values.set(key, left);
      else this.values.delete(key);
    }
  }

  /** What a field names that stands below the same incident, one or several as it takes them; undefined where none is known. */
  beside(field: string, { pattern, path }: { pattern: string; path: string }, chance: Chance): unknown {
    const part = parts[field];
    const [incident] = /^\/incidents\/[^/]+/.exec(path) ?? [];
    if (!part || !incident || !pattern.startsWith("/incidents/{ref}/")) return undefined;
    const known = this.under(`ids /incidents/{ref}/${part}`, `${incident}/${part}`, chance);
    const found = known?.split("/").at(-1);
    if (found === undefined) return undefined;
    return field.endsWith("s") ? [found] : found;
  }

  /** What a field of a body can refer to: `service` a service's slug, `personId` a person's id. */
  forField(name: string, chance: Chance): unknown {
    const meant = meanings[name];
    if (meant !== undefined) return this.find([meant], chance);
    const noun = name.replace(/(Id|Ref|Slug)$/, "");
    return this.find([`${noun}.slug`, `${noun}.ref`, `${noun}.id`, `${noun}s.slug`, `${noun}s.id`], chance);
  }
}
