import type { Metadata } from "next";
import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { getImportPreview } from "@/lib/documents/imports/queries";
import { orNotFound, pageContext } from "@/lib/web/session";
import { CreateForm } from "./create-form";
import { Differences } from "./differences";
import { DiscardForm } from "./discard-form";
import { DocumentFacts } from "./document-facts";
import { ImportNotes } from "./import-notes";

export const metadata: Metadata = { title: "Import preview" };

export default async function ImportPreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const [context, { id }] = await Promise.all([pageContext(), params]);
  const preview = await orNotFound(getImportPreview(context, id));
  const { document, existing, obstacles } = preview;
  if (preview.appliedTo) return <Applied fileName={preview.fileName} to={preview.appliedTo} />;
  return (
    <div className="grid gap-5">
      <PageHeader
        eyebrow={preview.fileName}
        title={document.header.title || "A document without a title"}
        description={
          existing
            ? `${existing.ref} is here already. Nothing changes until you choose what to take over.`
            : "This is what will be created. Nothing is written until you confirm."
        }
        actions={<DiscardForm importId={id} />}
      />
      {obstacles.length > 0 ? (
        <Callout tone="danger" title="It cannot be imported as it is">
          <ul className="list-disc pl-5">
            {obstacles.map((obstacle) => (
              <li key={obstacle}>{obstacle}</li>
            ))}
          </ul>
          <p>Change the file and upload it again.</p>
        </Callout>
      ) : null}
      <ImportNotes notes={preview.notes} unplaced={document.unplaced} />
      {existing ? (
        <>
          <Differences importId={id} existing={existing} blocked={obstacles.length > 0} />
          {obstacles.length > 0 ? null : (
            <Panel
              title="Is it another incident?"
              description={`Another system may use ${existing.ref} for something else. Then create it anew.`}
            >
              <CreateForm importId={id} askSeverity={document.header.severity === null} asNew />
            </Panel>
          )}
        </>
      ) : (
        <>
          {obstacles.length > 0 ? null : (
            <Panel title="Create the incident">
              <CreateForm importId={id} askSeverity={document.header.severity === null} />
            </Panel>
          )}
          <DocumentFacts document={document} />
        </>
      )}
    </div>
  );
}

type AppliedProps = { fileName: string; to: { ref: string; mismatch: string[] | null } };

function Applied({ fileName, to: { ref, mismatch } }: AppliedProps) {
  return (
    <>
      <PageHeader title={fileName} />
      <Callout tone={mismatch && mismatch.length > 0 ? "warning" : "success"} title="Imported">
        <p>
          It became{" "}
          <Link href={`/incidents/${ref}`} className="text-accent underline">
            {ref}
          </Link>
          .
        </p>
        <p>
          {mismatch === null
            ? "That it leaves again as the same document is being checked."
            : mismatch.length === 0
              ? "Its export was read back and says the same, word for word."
              : `Its export does not say the same in: ${mismatch.join(", ")}.`}
        </p>
      </Callout>
    </>
  );
}
