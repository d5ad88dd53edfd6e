import type { Labels } from "../../metrics/schema";
import { toldNames } from "../rules";
import type { Delivery } from "../schema";
import { advance, counted, signed, skip, small, type Wire } from "../wire/protobuf";
import { allowance, spend, Undecodable } from "../wire/schema";
import { unpackSnappy } from "../wire/snappy";
import { textIn } from "../wire/texts";

/**
 * What a request delivers, unpacked to at most `most` bytes: of a prometheus.WriteRequest of remote write 1.0
 * (https://prometheus.io/docs/specs/prw/remote_write_spec/) the samples that a sample of a pool can be made of. Metadata,
 * exemplars and native histograms say nothing that those hold. Throws `Undecodable` and `TooMuch`.
 */
export function decodeRemoteWrite(packed: Buffer, most: number): Delivery {
  const bytes = unpackSnappy(packed, most);
  const wire: Wire = { bytes, at: 0, allowed: allowance() };
  const isTold = toldNames();
  const delivery: Delivery = { points: [], unreadable: [] };
  while (wire.at < bytes.length) {
    const tag = small(wire, bytes.length);
    if (tag !== FIRST) passOver(wire, tag, bytes.length, 1);
    else take(readSeries(wire, counted(wire, bytes.length)), delivery, isTold);
  }
  return delivery;
}

// The number of a field and how it is written: a message or text as 1 or 2, a double as 1, an int64 as 2.
const [FIRST, SECOND, DOUBLE, INT64] = [0x0a, 0x12, 0x09, 0x10];

type Series = { name: string; labels: Labels; samples: Sample[] };
type Sample = { value: number; timestamp: number };

// A series is not read as messages are elsewhere: an object for each label would take longer than all the rest.
function readSeries(wire: Wire, end: number): Series {
  spend(wire.allowed, 1);
  const labels: Record<string, string> = {};
  const series: Series = { name: "", labels, samples: [] };
  while (wire.at < end) {
    const tag = small(wire, end);
    if (tag === FIRST) readLabel(wire, counted(wire, end), series, labels);
    else if (tag === SECOND) series.samples.push(readSample(wire, counted(wire, end)));
    else passOver(wire, tag, end, 2);
  }
  return series;
}

function readLabel(wire: Wire, end: number, series: Series, labels: Record<string, string>): void {
  spend(wire.allowed, 3);
  let [name, value] = ["", ""];
  while (wire.at < end) {
    const tag = small(wire, end);
    if (tag === FIRST) name = readText(wire, end);
    else if (tag === SECOND) value = readText(wire, end);
    else passOver(wire, tag, end, 2);
  }
  if (name !== "__name__") labels[name] = value;
  else if (series.name === "") series.name = value;
}

function readText(wire: Wire, end: number): string {
  const until = counted(wire, end);
  const text = textIn(wire.bytes, wire.at, until);
  wire.at = until;
  return text;
}

function readSample(wire: Wire, end: number): Sample {
  spend(wire.allowed, 3);
  const sample: Sample = { value: 0, timestamp: 0 };
  while (wire.at < end) {
    const tag = small(wire, end);
    if (tag === DOUBLE) sample.value = wire.bytes.readDoubleLE(advance(wire, 8, end));
    else if (tag === INT64) sample.timestamp = signed(wire, end);
    else passOver(wire, tag, end, 2);
  }
  return sample;
}

/** Goes past a field, unless it is one of the first `known`, which are written in one way only. */
function passOver(wire: Wire, tag: number, end: number, known: number): void {
  if (tag >= 8 && tag < (known + 1) * 8) throw new Undecodable("A field in it is not what it should be.");
  skip(wire, tag, end);
}

function take(
  { name, labels, samples }: Series,
  delivery: Delivery,
  isTold: (name: string) => boolean,
): void {
  if (name === "" && samples.length > 0) {
    const reason = "A series has no name: no label __name__.";
    delivery.unreadable.push({ name, points: samples.length, reason });
  }
  if (!isTold(name)) return;
  for (const { value, timestamp } of samples)
    delivery.points.push({ kind: "number", name, labels, value, at: new Date(timestamp) });
}
