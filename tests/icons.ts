/** `node --import tsx tests/icons.ts`: draws public/icons anew from the mark in components/shell/logo.tsx. */
import { writeFileSync } from "node:fs";
import { drawIcon, icons } from "./support/icon";

for (const { file, size, unit } of icons) writeFileSync(file, drawIcon(size, unit));
