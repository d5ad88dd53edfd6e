import pino from "pino";
import { singleton } from "./singleton";

/** The process's log: one JSON object a line. Passwords and tokens are cut out by name, at the top of an object and one level down. */
export const log = () =>
  singleton("log", () =>
    pino({
      level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "silent" : "info"),
      base: null,
      redact: { paths: ["password", "token", "*.password", "*.token"], censor: "[hidden]" },
    }),
  );
