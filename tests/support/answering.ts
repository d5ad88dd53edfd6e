import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { untrustedCertificate } from "./untrusted-certificate";

/** A server on loopback, as a test needs one that answers. */
export type Answering = {
  url: string;
  /** What it was asked. */
  asked: IncomingMessage[];
  stop(): Promise<void>;
};

/** Starts a server that answers so, with TLS by a certificate that nobody trusts. */
export async function answering(answer: RequestListener, { tls = false } = {}): Promise<Answering> {
  const asked: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(request);
    // Who asks may leave before it is answered.
    response.on("error", () => {});
    answer(request, response);
  };
  const server: Server = tls ? createTlsServer(untrustedCertificate, listener) : createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    asked,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers with JSON, whatever is asked. */
export const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
