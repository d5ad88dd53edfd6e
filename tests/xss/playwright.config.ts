import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

/** `npm run xss`: texts that would run as scripts, through every field and onto every page; it takes its time. */
const { globalSetup: _own, ...rest } = base;

export default defineConfig({ ...rest, testDir: ".", outputDir: "../../test-results" });
