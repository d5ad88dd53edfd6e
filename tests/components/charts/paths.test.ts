import { expect, it } from "vitest";
import { bandPath, dotPath, linePath, stepAreaPath, stepPath } from "@/components/charts/paths";

type Vertex = { x: number; v: number | null };
const drawing = { x: ({ x }: Vertex) => x, y: (value: number) => 100 - value };
const value = ({ v }: Vertex) => v;
const broken: Vertex[] = [
  { x: 0, v: 10 },
  { x: 10, v: 20 },
  { x: 10, v: null },
  { x: 30, v: 5.04 },
];

it.each([
  ["a line is interrupted where nothing is known", linePath(broken, value, drawing), "M0 90L10 80M30 95"],
  ["steps are half-way between two vertices", stepPath(broken, value, drawing), "M0 90H5V80H10M30 95H30"],
  [
    "what lies beneath steps reaches down to the floor, piece by piece",
    stepAreaPath(broken, value, drawing, 100),
    "M0 100V90L0 90H5V80H10V100ZM30 100V95L30 95H30V100Z",
  ],
  [
    "a band goes there at its height and comes back at its foot",
    bandPath(broken, ({ v }) => (v === null ? null : 0), value, drawing),
    "M0 90L10 80L10 100L0 100ZM30 95L30 100Z",
  ],
  [
    "steps say only what changes",
    stepPath(
      [0, 10, 20, 30].map((x) => ({ x, v: x < 20 ? 1 : 2 })),
      value,
      drawing,
    ),
    "M0 99H15V98H30",
  ],
  ["dots are lines of no length", dotPath(broken, value, drawing), "M0 90h0M10 80h0M30 95h0"],
])("%s", (_, path, expected) => {
  expect(path).toBe(expected);
});
