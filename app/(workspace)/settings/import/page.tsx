import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { may } from "@/lib/core/permissions";
import { MOST_BYTES } from "@/lib/documents/formats/highwater/decode";
import { pageContext } from "@/lib/web/session";
import { UploadForm } from "./upload-form";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage() {
  const context = await pageContext();
  if (!may(context.actor, "import.upload")) return <ErrorPage kind="no-access" framed />;
  return (
    <>
      <PageHeader
        title="Import a post-mortem"
        description="First you see what will be made of it. Nothing is created until you say so."
      />
      <Panel className="max-w-form">
        <UploadForm maxBytes={MOST_BYTES} />
      </Panel>
    </>
  );
}
