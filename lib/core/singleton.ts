/**
 * One value per process, however often a bundler loads this module: under Next a module constant exists once for
 * pages, once for route handlers and once for the server around them. Kept on `globalThis` under a registered symbol.
 */
export function singleton<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`highwater.${name}`);
  const existing = store[key];
  if (existing !== undefined) return existing;
  const made = make();
  store[key] = made;
  return made;
}

/** Forgets a singleton, so that the next call makes a new one. For shut-down and tests. */
export function forgetSingleton(name: string): void {
  delete (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(`highwater.${name}`)];
}
