/** The product's API as a program with a key uses it; paths are those below `/api/v1`. */
export type Api = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: object): Promise<Answer>;
  put<Answer>(path: string, body?: object): Promise<Answer>;
  /** Changes fields of a thing: refused where somebody else changed it meanwhile. */
  amend<Thing extends object>(path: string, fields: object): Promise<Thing>;
  /** Reads a thing, changes it and writes it whole: refused where somebody else changed it meanwhile. */
  revise<Thing extends object>(path: string, change: (thing: Thing) => object): Promise<Thing>;
};

type Asked = { method: string; body?: object | undefined; ifMatch?: string };

/** Speaks to the product at an address with a key's token. Everything but success throws, with what was answered. */
export function speakTo(address: string, token: string): Api {
  const ask = async (path: string, { method, body, ifMatch }: Asked) => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { "content-type": "application/json" } : {}),
        ...(ifMatch ? { "if-match": ifMatch } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
    return { etag: answer.headers.get("etag") ?? "", read: text === "" ? null : JSON.parse(text) };
  };
  return {
    get: async (path) => (await ask(path, { method: "GET" })).read,
    post: async (path, body) => (await ask(path, { method: "POST", body })).read,
    put: async (path, body) => (await ask(path, { method: "PUT", body })).read,
    async amend(path, fields) {
      const { etag } = await ask(path, { method: "GET" });
      return (await ask(path, { method: "PATCH", body: fields, ifMatch: etag })).read;
    },
    async revise(path, change) {
      const { etag, read } = await ask(path, { method: "GET" });
      return (await ask(path, { method: "PUT", body: change(read), ifMatch: etag })).read;
    },
  };
}
