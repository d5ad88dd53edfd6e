import { join, resolve } from "node:path";
import { dataFolder } from "../core/env";

/** The folder that holds package.json: where the sources, the migrations and the production build live. */
export const projectFolder = resolve(import.meta.dirname, "..", "..");

/** The folder of the embedded database: its cluster, its passwords and its log. Absolute. */
export function embeddedFolder(): string {
  return join(resolve(dataFolder()), "postgres");
}
