const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/**
 * The same value with every NUL and every half of a surrogate pair in its texts replaced by U+FFFD: neither Postgres nor
 * UTF-8 can hold them. Plain objects and lists are looked through; a value in which nothing had to change is itself.
 */
export function storable(value: unknown): unknown {
  if (typeof value === "string") return value.replace(UNSTORABLE, "\uFFFD");
  if (Array.isArray(value)) {
    const items = value.map(storable);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const entries = Object.entries(value).map(([name, part]) => [name, part, storable(part)] as const);
  if (entries.every(([, before, after]) => before === after)) return value;
  return Object.fromEntries(entries.map(([name, , after]) => [name, after]));
}
