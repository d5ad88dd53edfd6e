import pino from "pino";
import { singleton } from "./singleton";

/** The process's log: one JSON object a line. Secrets are cut out by name, wherever they stand. */
export const log = () =>
  singleton("log", () =>
    pino({
      level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
      base: null,
      redact: { paths: ["password", "token", "*.password", "*.token"], censor: "[hidden]" },
    }),
  );
