import { readFileSync } from "node:fs";
import { singleton } from "../core/singleton";

/** The id of the build that this process serves: the same for the same sources on every machine. `dev` where there is none. */
export const buildId = (): string =>
  singleton("build-id", () => {
    try {
      return readFileSync(".next/BUILD_ID", "utf8").trim();
    } catch {
      return "dev";
    }
  });
