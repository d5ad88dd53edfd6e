import { once } from "node:events";
import { type ClientRequest, get } from "node:http";

/** Pages that listen to changes, without a browser: when each of them was told of one, in milliseconds. */
export type Streams = {
  /** The instants at which each stream was told that something changed. */
  told: number[][];
  close(): void;
};

/** Opens streams of changes of an incident, one after the other at each of these addresses in turn. */
export async function openStreams(urls: readonly string[], cookie: string, ref: string, count: number) {
  const told = Array.from({ length: count }, () => [] as number[]);
  const asked: ClientRequest[] = [];
  for (const [place, instants] of told.entries()) {
    const url = `${urls[place % urls.length]}/changes?incident=${ref}`;
    const request = get(url, { headers: { cookie }, agent: false });
    asked.push(request);
    const [answer] = await once(request, "response");
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
    request.on("error", () => undefined);
    answer.on("error", () => undefined);
    answer.setEncoding("utf8").on("data", (piece: string) => {
      if (/^data: changed$/m.test(piece)) instants.push(performance.now());
    });
  }
  return {
    told,
    close: () => {
      for (const request of asked) request.destroy();
    },
  } satisfies Streams;
}
