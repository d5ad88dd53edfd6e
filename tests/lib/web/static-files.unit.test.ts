import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { packStaticFiles } from "../../../lib/start/packed";
import { staticFiles } from "../../../lib/web/static-files";
import { visitor } from "../../support/visitor";

const script = "console.log('the pool is full');\n".repeat(8_000);
let build: string;
let server: Server;
let url: string;

beforeAll(async () => {
  build = mkdtempSync(join(tmpdir(), "highwater-static-"));
  const chunks = join(build, "static", "chunks");
  mkdirSync(chunks, { recursive: true });
  writeFileSync(join(chunks, "page.js"), script);
  writeFileSync(join(chunks, "gone.js"), script);
  writeFileSync(join(chunks, "page.js.map"), "{}");
  writeFileSync(join(build, "static", "font.woff2"), "a font");
  await packStaticFiles(build);
  const send = staticFiles(build, false);
  rmSync(join(chunks, "gone.js"));
  rmSync(join(chunks, "gone.js.gz"));
  server = createServer((request, response) => {
    void send(request, response).then((sent) => {
      if (!sent) response.writeHead(404).end("Next's");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(build, { recursive: true });
});

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  visitor(url).ask(`/_next/static/${path}`, { headers, method, deadlineMs: 5_000 });

it("sends a script packed as the browser takes it, to be kept for good", async () => {
  const packed = await ask("chunks/page.js?dpl=1", { "accept-encoding": "gzip, deflate" });
  expect(packed).toMatchObject({
    status: 200,
    body: script,
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "content-encoding": "gzip",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    },
  });
  const best = await ask("chunks/page.js", { "accept-encoding": "gzip, br;q=0.9" });
  expect(best.headers["content-encoding"]).toBe("br");
  expect(best.bytes).toBeLessThan(packed.bytes);
  const refused = await ask("chunks/page.js", { "accept-encoding": "br;q=0, gzip;q=0.5" });
  expect(refused.headers["content-encoding"]).toBe("gzip");
  const plain = await ask("chunks/page.js", { "accept-encoding": "identity" });
  expect([plain.headers["content-encoding"], plain.body]).toEqual([undefined, script]);
  expect(await ask("font.woff2")).toMatchObject({ status: 200, body: "a font" });
});

it.each(["bytes=5-2", "bytes=0-0", "bytes=-500", "bytes=999999999-", "nonsense"])(
  "sends the whole file to whoever asks for a part: %s",
  async (range) => {
    expect(await ask("chunks/page.js", { range })).toMatchObject({ status: 200, body: script });
  },
);

it.each([
  "chunks/absent.js",
  "chunks/gone.js",
  "chunks/page.js.map",
  "chunks/page.js.br",
  "..%2fstatic%2fchunks%2fpage.js",
  "%",
  "chunks",
  "",
])("leaves to Next what is no file of a page: %s", async (path) => {
  expect(await ask(path)).toMatchObject({ status: 404, body: "Next's" });
});

it("answers HEAD without a body, and nothing else", async () => {
  expect(await ask("chunks/page.js", { "accept-encoding": "identity" }, "HEAD")).toMatchObject({
    status: 200,
    body: "",
  });
  expect(await ask("chunks/page.js", {}, "POST")).toMatchObject({ status: 404 });
});

it("keeps no file open for readers who went away", async () => {
  const openFiles = () => readdirSync("/proc/self/fd").length;
  const before = openFiles();
  const { port } = server.address() as AddressInfo;
  const line = "GET /_next/static/chunks/page.js HTTP/1.1\r\nHost: x\r\n\r\n";
  const socket = connect(port, "127.0.0.1", () => socket.write(line.repeat(200)));
  socket.pause();
  await vi.waitFor(() => expect(socket.bytesWritten).toBe(line.length * 200));
  socket.destroy();
  await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(before + 3), { timeout: 5_000 });
});
