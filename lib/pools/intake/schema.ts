import type { MetricPoint } from "../metrics/schema";

/** How points are pushed to us: each is a kind of source. */
export type PushKind = "otlp" | "remote_write";

/** Who sends: the key, and by which protocol. */
export type Sender = { kind: PushKind; keyId: string; keyName: string };

/** Points that are left out for one reason; the sentence is for whoever sent them. */
export type Refused = { name: string; points: number; reason: string };

/** What came in one request: points of metrics that a sample can hold, and such as cannot be read. */
export type Delivery = { points: MetricPoint[]; unreadable: Refused[] };

/**
 * What became of a delivery. What is `rejected` will never be taken; `full` is what would be taken if the source had not
 * as many pools or instances as it may have: it is worth while to send that again later.
 */
export type Receipt = { stored: number; rejected: Refused[]; full: Refused | null };
