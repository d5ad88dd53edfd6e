import { expect, it } from "vitest";
import { schemaDifference, workingSchema } from "../../../lib/start/new-migration";

const schema = (models: string) => [
  { path: "main.prisma", content: `datasource db {\n  provider = "postgresql"\n}\n${models}` },
];

it("writes the whole schema when there was none", async () => {
  expect(await schemaDifference([], schema("model Note {\n  id Int @id\n}"))).toContain(
    'CREATE TABLE "Note"',
  );
});

it("writes only what changed", async () => {
  const before = schema("model Note {\n  id Int @id\n}");
  const after = schema("model Note {\n  id Int @id\n  text String\n}");
  expect(await schemaDifference(before, after)).toBe(
    '-- AlterTable\nALTER TABLE "Note" ADD COLUMN     "text" TEXT NOT NULL;\n',
  );
});

it("writes nothing when nothing changed", async () => {
  expect(await schemaDifference(workingSchema(), workingSchema())).toBe("");
});
