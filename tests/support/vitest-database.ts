import type { TestProject } from "vitest/node";
import { startTestServer, type TestServer } from "./postgres";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Starts one Postgres for the whole run of the integration tests and ends it afterwards. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer();
  project.provide("testServer", server);
  return stop;
}
