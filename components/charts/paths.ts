/** From values to places in a drawing; y grows downwards. */
export type Drawing<Vertex> = { x: (vertex: Vertex) => number; y: (value: number) => number };

type Value<Vertex> = (vertex: Vertex) => number | null;

const place = (x: number, y: number) => `${round(x)} ${round(y)}`;
const round = (value: number) => Math.round(value * 10) / 10;

/** A line through the vertices, interrupted where one has no value. */
export function linePath<Vertex>(
  vertices: readonly Vertex[],
  value: Value<Vertex>,
  { x, y }: Drawing<Vertex>,
): string {
  return pieces(vertices, value)
    .map((piece) => `M${piece.map(([vertex, high]) => place(x(vertex), y(high))).join("L")}`)
    .join("");
}

/** A line of steps, each half-way between two vertices. */
export function stepPath<Vertex>(
  vertices: readonly Vertex[],
  value: Value<Vertex>,
  drawing: Drawing<Vertex>,
): string {
  return pieces(vertices, value)
    .map((piece) => `M${steps(piece, drawing)}`)
    .join("");
}

/** What lies beneath such steps, down to `floor`. */
export function stepAreaPath<Vertex>(
  vertices: readonly Vertex[],
  value: Value<Vertex>,
  drawing: Drawing<Vertex>,
  floor: number,
): string {
  return pieces(vertices, value)
    .map((piece) => {
      const [first, last] = [piece.at(0), piece.at(-1)];
      if (!first || !last) return "";
      return `M${place(drawing.x(first[0]), floor)}V${round(drawing.y(first[1]))}L${steps(piece, drawing)}V${round(floor)}Z`;
    })
    .join("");
}

/** Dots, for a stroke with round ends: lines of no length. */
export function dotPath<Vertex>(
  vertices: readonly Vertex[],
  value: Value<Vertex>,
  { x, y }: Drawing<Vertex>,
): string {
  return pieces(vertices, value)
    .flat()
    .map(([vertex, high]) => `M${place(x(vertex), y(high))}h0`)
    .join("");
}

/** What lies between two lines. */
export function bandPath<Vertex>(
  vertices: readonly Vertex[],
  low: Value<Vertex>,
  high: Value<Vertex>,
  { x, y }: Drawing<Vertex>,
): string {
  return pieces(vertices, (vertex) => (low(vertex) === null ? null : high(vertex)))
    .map((piece) => {
      const there = piece.map(([vertex, top]) => place(x(vertex), y(top)));
      const back = piece.toReversed().map(([vertex]) => place(x(vertex), y(low(vertex) ?? 0)));
      return `M${[...there, ...back].join("L")}Z`;
    })
    .join("");
}

function steps<Vertex>(piece: readonly (readonly [Vertex, number])[], { x, y }: Drawing<Vertex>): string {
  let path = "";
  let before: { at: number; height: number } | undefined;
  for (const [vertex, value] of piece) {
    const [at, height] = [x(vertex), round(y(value))];
    if (!before) path = place(at, height);
    else if (height !== before.height) path += `H${round((before.at + at) / 2)}V${height}`;
    before = { at, height };
  }
  return before ? `${path}H${round(before.at)}` : path;
}

function pieces<Vertex>(vertices: readonly Vertex[], value: Value<Vertex>): (readonly [Vertex, number])[][] {
  const found: (readonly [Vertex, number])[][] = [];
  let open = false;
  for (const vertex of vertices) {
    const high = value(vertex);
    if (high === null) open = false;
    else if (open) found.at(-1)?.push([vertex, high]);
    else {
      found.push([[vertex, high]]);
      open = true;
    }
  }
  return found;
}
