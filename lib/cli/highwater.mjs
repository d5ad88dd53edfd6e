#!/usr/bin/env node
// Node runs the operators' command as it is written, in TypeScript.
import { register } from "tsx/esm/api";

register();
await import("./main.ts");
