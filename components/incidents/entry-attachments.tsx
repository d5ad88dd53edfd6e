import { Download, FileText } from "lucide-react";
import { formatBytes } from "@/components/ui/file-size";
import type { AttachmentTold } from "@/lib/incidents/attachments/queries";
import { isImage } from "@/lib/incidents/attachments/rules";

type Props = {
  incidentRef: string;
  files: readonly AttachmentTold[];
  /** Whether the entry was withdrawn: its files are then only named. */
  withdrawn?: boolean;
};

/** The files of an entry: images small, in a box that does not move when they come, and the first lines of texts. */
export function EntryAttachments({ incidentRef, files, withdrawn = false }: Props) {
  if (files.length === 0) return null;
  const addressOf = ({ id }: AttachmentTold) => `/incidents/${incidentRef}/attachments/${id}`;
  if (withdrawn)
    return (
      <details className="mt-1 text-xs">
        <summary className="w-fit cursor-pointer text-accent">
          {files.length === 1 ? "Its file" : `Its ${files.length} files`}
        </summary>
        <ul className="mt-1 flex flex-col gap-1">
          {files.map((file) => (
            <li key={file.id}>
              <a href={addressOf(file)} target="_blank" rel="noopener" className="wrap-anywhere text-accent">
                {file.fileName}
              </a>{" "}
              <span className="tabular text-faint">{formatBytes(file.size)}</span>
            </li>
          ))}
        </ul>
      </details>
    );
  const images = files.filter(({ type }) => isImage(type));
  return (
    <div className="mt-2 flex flex-col gap-2">
      {images.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {images.map((file) => (
            <li key={file.id}>
              <Thumbnail file={file} href={addressOf(file)} />
            </li>
          ))}
        </ul>
      ) : null}
      {files
        .filter(({ type }) => !isImage(type))
        .map((file) => (
          <Excerpt key={file.id} file={file} href={addressOf(file)} />
        ))}
    </div>
  );
}

function Thumbnail({ file, href }: { file: AttachmentTold; href: string }) {
  const { fileName, description, width, height, size } = file;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener"
      title={`${fileName}, ${width} × ${height}, ${formatBytes(size)}`}
      className="block h-28 w-40 overflow-hidden rounded-md border border-line bg-sunken hover:border-edge print:h-auto print:w-full"
    >
      {/* biome-ignore lint/performance/noImgElement: nothing may resize it but the browser */}
      <img
        src={href}
        alt={description || fileName}
        width={width ?? undefined}
        height={height ?? undefined}
        loading="lazy"
        decoding="async"
        className="size-full object-contain"
      />
    </a>
  );
}

function Excerpt({ file, href }: { file: AttachmentTold; href: string }) {
  const { fileName, lines, opening, size } = file;
  const shown = opening.split("\n").length;
  const left = (lines ?? 0) - shown;
  return (
    <details className="rounded-md border border-line text-sm">
      <summary className="flex cursor-pointer flex-wrap items-center gap-x-2 px-2.5 py-1.5 text-muted hover:text-ink">
        <FileText aria-hidden="true" className="size-4 shrink-0" />
        <span className="wrap-anywhere font-medium text-ink">{fileName}</span>
        <span className="tabular text-faint text-xs">
          {lines === 1 ? "1 line" : `${(lines ?? 0).toLocaleString("en")} lines`} · {formatBytes(size)}
        </span>
      </summary>
      <pre className="wrap-anywhere whitespace-pre-wrap border-line border-t bg-sunken px-2.5 py-2 font-mono text-xs">
        {opening}
      </pre>
      <p className="flex flex-wrap items-center gap-x-3 border-line border-t px-2.5 py-1.5 text-faint text-xs">
        {left > 0 ? `${left.toLocaleString("en")} more ${left === 1 ? "line" : "lines"}` : null}
        <a
          href={href}
          aria-label={`Download ${fileName}`}
          className="inline-flex items-center gap-1 text-accent"
          download
        >
          <Download aria-hidden="true" className="size-3.5" />
          Download
        </a>
      </p>
    </details>
  );
}
