import { existsSync } from "node:fs";
import { projectFolder } from "./folders";

/** Moves into the project's folder. */
export function enterProject(): void {
  process.chdir(projectFolder);
}

/** Takes over what the project's `.env` says, where there is one; what the environment says itself stays. */
export function takeSettings(): void {
  enterProject();
  if (existsSync(".env")) process.loadEnvFile();
}
