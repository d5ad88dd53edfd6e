import { redirect } from "next/navigation";
import { EllipsisVertical, Trash2 } from "lucide-react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Avatar } from "@/components/ui/avatar";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { Diff } from "@/components/ui/diff";
import { FileDrop } from "@/components/ui/file-drop";
import { Menu } from "@/components/ui/menu";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { Popover } from "@/components/ui/popover";
import { Progress } from "@/components/ui/progress";
import { RadioGroup } from "@/components/ui/radio-group";
import { SectionNav } from "@/components/ui/section-nav";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { TextField } from "@/components/ui/text-field";
import type { FormState } from "@/lib/web/form-state";
import { DraftForm } from "./draft-form";
import { diffAfter, diffBefore } from "./samples";
import { ToastButton } from "./toast-button";

async function refuse(before: FormState): Promise<FormState> {
  "use server";
  await new Promise((done) => setTimeout(done, 800));
  const fields = { reason: "Say it in a sentence.", notes: "Too short." };
  return {
    status: "refused",
    message: "Somebody else was faster.",
    fields,
    values: {},
    turn: before.turn + 1,
  };
}

async function save(before: FormState): Promise<FormState> {
  "use server";
  await new Promise((done) => setTimeout(done, 800));
  return { status: "done", message: "Done.", fields: {}, values: {}, turn: before.turn + 1 };
}

export function More() {
  return (
    <>
      <Tabs
        label="Incident"
        tabs={[
          { href: "/gallery", label: "Timeline", count: 11 },
          { href: "/gallery/post-mortem", label: "Post-mortem", count: "6/9" },
          { href: "/gallery/actions", label: "Actions", count: 5 },
          { href: "/gallery/review", label: "Review" },
        ]}
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel
          title="Choices"
          actions={
            <>
              <Menu
                trigger={<EllipsisVertical aria-hidden="true" />}
                label="More about this"
                variant="ghost"
                size="sm"
                entries={[
                  { key: "open", label: "Open in a new page", href: "/gallery" },
                  { key: "copy", label: "Make a copy", hint: "Without its comments", action: save },
                  { kind: "separator", key: "s" },
                  {
                    key: "x",
                    label: "Withdraw",
                    danger: true,
                    icon: <Trash2 aria-hidden="true" />,
                    action: save,
                  },
                ]}
              />
              <AlertDialog
                title="Withdraw this entry?"
                consequence="It leaves the timeline and the document. It stays readable in the history, with your name and reason."
                confirmLabel="Withdraw entry"
                trigger="Withdraw…"
                triggerSize="sm"
                action={refuse}
              >
                <TextField name="reason" label="Reason" required />
              </AlertDialog>
            </>
          }
        >
          <div className="flex flex-col gap-4">
            <RadioGroup
              name="severity"
              legend="Severity"
              layout="row"
              defaultValue="p1"
              options={[
                { value: "p0", label: "P0 Critical" },
                { value: "p1", label: "P1 High" },
                { value: "p2", label: "P2 Medium" },
              ]}
            />
            <RadioGroup
              name="loss"
              legend="Data loss"
              errors={{ loss: "Choose one." }}
              options={[
                { value: "no", label: "None" },
                { value: "recoverable", label: "Recoverable", hint: "All transactions can be restored" },
                { value: "yes", label: "Yes" },
              ]}
            />
            <Checkbox
              name="restricted"
              label="Restricted"
              hint="Only participants and admins see it"
              defaultChecked
            />
            <Checkbox name="drill" label="This is a drill" />
          </div>
        </Panel>
        <Panel title="Facts" footer={<Pagination summary="50 of 1,204" newerHref="?a" olderHref="?b" />}>
          <div className="flex flex-col gap-5">
            <DescriptionList
              items={[
                { key: "c", term: "Commander", value: <Avatar name="Lea Lindqvist" withName /> },
                { key: "s", term: "Service", value: "reporting-api" },
                { key: "t", term: "Time zone", value: "America/New_York" },
              ]}
            />
            <DescriptionList
              layout="columns"
              items={[
                { key: "1", term: "Detect", value: "2 min" },
                { key: "2", term: "Acknowledge", value: "5 min" },
                { key: "3", term: "Mitigate", value: "69 min" },
                { key: "4", term: "Resolve", value: "84 min" },
              ]}
            />
            <Progress label="Sections written" value={6} max={9} showCount />
            <Progress label="main pool" value={48} max={50} tone="danger" showCount />
            <div className="flex flex-wrap gap-2">
              <CopyButton text="INC-2025-1015" label="Copy ref" />
              <ToastButton />
              <Popover trigger="Why is this missing?" variant="ghost" title="Time to detect">
                The impact start is not set, so it cannot be told how long nobody knew.
              </Popover>
            </div>
          </div>
        </Panel>
      </div>
      <Panel title="What changed since Lea reviewed it">
        <Diff label="Root cause" before={diffBefore} after={diffAfter} />
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-[12rem_1fr_1fr]">
        <SectionNav
          label="Document"
          sections={[
            { id: "field-title", label: "Summary" },
            { id: "field-notes", label: "Impact", mark: <span className="text-faint text-xs">2</span> },
            { id: "field-document", label: "Timeline" },
          ]}
        />
        <Panel title="Upload">
          <FileDrop
            name="document"
            label="Post-mortem document"
            hint="Markdown, up to 2 MB."
            accept=".md"
            maxBytes={2_000_000}
          />
        </Panel>
        <Panel title="Draft">
          <DraftForm action={refuse} />
        </Panel>
      </div>
      <Panel title="Reading" flush>
        <SkeletonRows rows={3} label="Reading incidents" />
      </Panel>
    </>
  );
}

async function saveAndGo(_before: FormState): Promise<FormState> {
  "use server";
  redirect("/gallery/errors");
}

export function RedirectingDraft() {
  return <DraftForm action={saveAndGo} />;
}
