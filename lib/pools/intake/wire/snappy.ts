import { TooMuch, Undecodable } from "./schema";

// Three bytes copy 64 at most.
const MOST_BYTES_A_BYTE = 22;

/**
 * Unpacks a block of Snappy (https://github.com/google/snappy/blob/main/format_description.txt). Its declared length is
 * believed only where the packed bytes can hold that much, and all of it must come out: memory and time follow what was
 * sent. Throws `Undecodable`, and `TooMuch` for more than `most` bytes.
 */
export function unpackSnappy(packed: Buffer, most: number): Buffer {
  const { declared, begin } = lengthOf(packed);
  if (declared > most)
    throw new TooMuch(`Unpacked, at most ${most.toLocaleString("en")} bytes are read here.`);
  if (declared > packed.length * MOST_BYTES_A_BYTE) throw broken();
  const unpacked = Buffer.alloc(declared);
  let [at, done] = [begin, 0];
  const number = (bytes: number): number => {
    if (at + bytes > packed.length) throw broken();
    at += bytes;
    return packed.readUIntLE(at - bytes, bytes);
  };
  while (at < packed.length) {
    const tag = number(1);
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >>> 2;
      const length = (short < 60 ? short : number(short - 59)) + 1;
      if (at + length > packed.length || done + length > declared) throw broken();
      packed.copy(unpacked, done, at, at + length);
      at += length;
      done += length;
      continue;
    }
    const length = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
    const back = kind === 1 ? ((tag >>> 5) << 8) + number(1) : number(kind === 2 ? 2 : 4);
    if (back === 0 || back > done || done + length > declared) throw broken();
    // What is copied may reach into itself: bytes repeat then.
    if (back >= length) unpacked.copyWithin(done, done - back, done - back + length);
    else
      for (let each = 0; each < length; each += 1) unpacked[done + each] = unpacked[done + each - back] ?? 0;
    done += length;
  }
  if (done !== declared) throw broken();
  return unpacked;
}

function lengthOf(packed: Buffer): { declared: number; begin: number } {
  let declared = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = packed[at];
    if (byte === undefined) break;
    declared += (byte & 127) * 2 ** (7 * at);
    if (byte < 128) return { declared, begin: at + 1 };
  }
  throw broken();
}

const broken = () => new Undecodable("The body is not packed by Snappy's block format.");
