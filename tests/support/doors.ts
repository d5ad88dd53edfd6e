import { resolve } from "node:path";
import type { Context } from "../../lib/core/context";
import { type ActionName, permissions } from "../../lib/core/permissions";
import { sourceFiles } from "./source";

/** A way in to an action: a command, or what stands in front of one, such as the check of a password. */
export type Door = {
  (context: Context, input: unknown): Promise<unknown>;
  readonly action: ActionName;
};

/** Every `commands.ts` below lib/, from the file system. */
export const commandFiles = () =>
  sourceFiles("lib").filter(({ path }) => /(^|\/)commands\.ts$/.test(path.replaceAll("\\", "/")));

/** What a module of the project exports. `path` is from the root, with or without its ending. */
export const exportsOf = (path: string): Promise<Record<string, unknown>> =>
  import(resolve(path.replace(/(\.tsx?)?$/, (ending) => ending || ".ts")));

/** Loads every `commands.ts` and gives the doors that they export. */
export async function loadDoors(): Promise<Door[]> {
  const modules = await Promise.all(commandFiles().map(({ path }) => exportsOf(path)));
  return modules.flatMap((module) => Object.values(module).filter(isDoor));
}

/** Whether an exported value is a door. */
export function isDoor(value: unknown): value is Door {
  return (
    typeof value === "function" &&
    "action" in value &&
    typeof value.action === "string" &&
    value.action in permissions
  );
}
