import type { Section } from "../outline";
import { passOver } from "../passed-over";
import type { Reading } from "../reading";
import { writeTime } from "../times";
import { table, under } from "../write";

/** What an export says of a file: the entry that it stands with, its name and hash, which sign-offs sign, and where it is. */
export type AttachmentMention = { at: Date; fileName: string; size: number; sha256: string; address: string };

const REMARK = "The files themselves are kept with the incident; sign-offs sign their names and hashes.";

/** A line for each file of an entry that the document prints. */
export const writeAttachments = (files: readonly AttachmentMention[], zone: string): string[] => {
  const lines = table([
    {
      title: `With (${zone})`,
      cells: files.map(({ at }) => writeTime(at.toISOString(), "exact", zone)),
      always: true,
    },
    { title: "File", cells: files.map(({ fileName }) => fileName), always: true },
    { title: "Bytes", cells: files.map(({ size }) => String(size)), always: true },
    { title: "SHA-256", cells: files.map(({ sha256 }) => sha256), always: true },
    { title: "Address", cells: files.map(({ address }) => address), always: true },
  ]);
  return under(2, "Attached files", lines.length === 0 ? [] : [...lines, REMARK]);
};

/** Passes over what our own export says of files, which stay where they are kept. */
export const readAttachments = (reading: Reading, section: Section): void =>
  passOver(reading, section, {
    columns: [/^sha-256$/, /^file$/],
    remark: REMARK,
    says: "Attached files stay where they are kept: a document only mentions them.",
  });
