import { afterAll, inject } from "vitest";
import { cloneDatabase, dropDatabase } from "./postgres";

// Runs before a test file is loaded: the file finds a database of its own in the environment, as the product would.
const server = inject("testServer");
const own = await cloneDatabase(server);
process.env.DATABASE_URL = own.url;
process.env.DATABASE_OWNER_URL = own.ownerUrl;

afterAll(async () => {
  const { closePool } = await import("../../lib/core/pool");
  await closePool();
  await dropDatabase(server, own.name);
});
