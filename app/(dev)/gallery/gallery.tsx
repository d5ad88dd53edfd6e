import { Flag, Pencil, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Duration } from "@/components/ui/duration";
import { EmptyState } from "@/components/ui/empty-state";
import { Fieldset } from "@/components/ui/fieldset";
import { FormErrors } from "@/components/ui/form-errors";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { Level } from "@/components/ui/level";
import { LinkButton } from "@/components/ui/link-button";
import { Markdown } from "@/components/ui/markdown";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ProgressMark } from "@/components/ui/progress-mark";
import { SelectField } from "@/components/ui/select-field";
import { Spinner } from "@/components/ui/spinner";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { TextField } from "@/components/ui/text-field";
import { TextareaField } from "@/components/ui/textarea-field";
import { Time } from "@/components/ui/time";
import { More } from "./more";
import { markdownSample, now, severities, statuses, tableRows } from "./samples";

function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>;
}

const zone = "America/New_York";

export function Gallery() {
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        eyebrow={<span className="font-mono">INC-2025-1015</span>}
        title="Connection pool exhausted by report generation"
        meta={
          <>
            <Badge tone="p0" solid mark={<Level value={5} />}>
              P0 Critical
            </Badge>
            <Badge tone="monitoring" mark={<ProgressMark shape="three-quarters" />}>
              Monitoring
            </Badge>
            <span>Commander Lea</span>
            <span>reporting-api</span>
            <Tag>staging</Tag>
            <Time at="2025-10-08T18:23:00Z" zone={zone} now={now} />
            <Duration seconds={8100} />
          </>
        }
        actions={
          <>
            <Button>Escalate</Button>
            <Button variant="primary">Resolve</Button>
          </>
        }
      />
      <div className="grid gap-6 lg:grid-cols-2">
        <Panel title="Buttons">
          <div className="flex flex-col gap-3">
            <Row>
              <Button variant="primary">Save changes</Button>
              <Button>Cancel</Button>
              <Button variant="ghost">Show history</Button>
              <Button variant="danger">Withdraw entry</Button>
              <Button variant="ink">
                <Flag aria-hidden="true" /> Declare
              </Button>
            </Row>
            <Row>
              <Button size="sm" variant="primary">
                Small
              </Button>
              <Button size="sm">Small</Button>
              <Button size="lg" variant="primary">
                Sign in
              </Button>
              <Button disabled>Disabled</Button>
              <LinkButton href="/gallery">
                <Plus aria-hidden="true" /> Link button
              </LinkButton>
              <IconButton label="Edit title" icon={<Pencil aria-hidden="true" />} keys={["e"]} />
            </Row>
            <Row>
              <Spinner label="Reading the document" /> <Kbd keys={["g", "i"]} />
              <Dialog
                title="Add a code change"
                description="What was changed where, before and after."
                trigger="Open dialog"
              >
                <TextField name="file" label="File" />
              </Dialog>
            </Row>
          </div>
        </Panel>
        <Panel title="States">
          <div className="flex flex-col gap-3">
            <Row>
              {severities.map((severity) => (
                <Badge
                  key={severity.tone}
                  tone={severity.tone}
                  solid={severity.tone === "p0"}
                  mark={<Level value={severity.level} />}
                >
                  {severity.label}
                </Badge>
              ))}
            </Row>
            <Row>
              {statuses.map((status) => (
                <Badge key={status.tone} tone={status.tone} mark={<ProgressMark shape={status.shape} />}>
                  {status.label}
                </Badge>
              ))}
            </Row>
            <Row>
              {statuses.map((status) => (
                <Badge
                  plain
                  key={status.tone}
                  tone={status.tone}
                  mark={<ProgressMark shape={status.shape} />}
                >
                  {status.label}
                </Badge>
              ))}
            </Row>
            <Row>
              <Tag>staging</Tag>
              <Tag mono>reporting-api</Tag>
              <Duration seconds={null} missing="impact start is not set" />
            </Row>
          </div>
        </Panel>
      </div>
      <div className="flex flex-col gap-2">
        <Callout title="The impact start is not set">
          Time to detect, mitigate and resolve cannot be told until it is.
        </Callout>
        <Callout
          tone="warning"
          title="Stated outage and timeline disagree"
          actions={<Button size="sm">Show both</Button>}
        >
          The impact says “unavailable for 2 hours”; the timeline shows 82 minutes.
        </Callout>
        <Callout tone="danger">The title says production; the impact says staging.</Callout>
        <Callout tone="success">The document is unchanged since Lea reviewed it.</Callout>
      </div>
      <Panel
        title="Incidents"
        description="Newest first"
        flush
        actions={<Button size="sm">Save view</Button>}
      >
        <Table
          caption="Incidents"
          rows={tableRows}
          rowKey={(row) => row.ref}
          rowHref={(row) => `/incidents/${row.ref}`}
          columns={[
            {
              key: "ref",
              header: "Ref",
              width: "9rem",
              cell: (row) => <span className="font-mono text-muted text-sm">{row.ref}</span>,
            },
            { key: "title", header: "Title", primary: true, cell: (row) => row.title },
            {
              key: "severity",
              header: "Severity",
              cell: (row) => (
                <Badge plain tone={row.tone} mark={<Level value={row.level} />}>
                  {row.severity}
                </Badge>
              ),
            },
            {
              key: "status",
              header: "Status",
              cell: (row) => (
                <Badge plain tone={row.status} mark={<ProgressMark shape={row.shape} />}>
                  {row.statusLabel}
                </Badge>
              ),
            },
            {
              key: "detected",
              header: "Detected",
              cell: (row) => <Time at={row.at} zone={zone} now={now} />,
            },
            { key: "total", header: "Total", align: "end", cell: (row) => <Duration seconds={row.total} /> },
          ]}
        />
      </Panel>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel
          title="Form"
          footer={
            <Row>
              <Button variant="primary">Declare incident</Button>
              <Button>Cancel</Button>
            </Row>
          }
        >
          <form className="flex flex-col gap-4">
            <FormErrors
              message="The incident was not declared."
              errors={{ title: "Say in a few words what is wrong." }}
              labels={{ title: "Title" }}
            />
            <TextField
              name="title"
              label="Title"
              required
              errors={{ title: "Say in a few words what is wrong." }}
            />
            <SelectField
              name="service"
              label="Service"
              hint="Its environment is preselected."
              placeholder="Choose a service"
              options={[{ value: "reporting-api", label: "reporting-api" }]}
            />
            <TextareaField name="summary" label="Summary" optional placeholder="What is known so far" />
            <Fieldset legend="Impact" hint="Numbers, where they are known.">
              <TextField name="users" label="Users affected" type="number" defaultValue={150} />
              <TextField name="locked" label="Reference" defaultValue="INC-2025-1015" readOnly mono />
            </Fieldset>
          </form>
        </Panel>
        <Panel title="Markdown">
          <Markdown under={2} size="doc">
            {markdownSample}
          </Markdown>
        </Panel>
      </div>
      <Panel flush>
        <EmptyState title="No open incidents" actions={<Button>Show closed incidents</Button>}>
          When something breaks, declare it here or press <Kbd keys={["c"]} />.
        </EmptyState>
      </Panel>
      <More />
    </div>
  );
}
