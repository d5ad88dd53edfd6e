import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { type MailSettings, type MailTls, mailSettings } from "@/lib/core/mail-settings";
import { isAtLeast } from "@/lib/core/permissions";
import { listDeliveries } from "@/lib/notifications/deliveries/queries";
import { pageSession } from "@/lib/web/session";
import { DeliveryTable } from "./delivery-table";
import { TestForm } from "./test-form";

export const metadata: Metadata = { title: "Mail" };

const tlsWords: Readonly<Record<MailTls, string>> = {
  implicit: "TLS from the start",
  required: "STARTTLS, nothing is sent without it",
  offered: "STARTTLS where the server offers it",
  off: "No TLS",
};

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function MailPage({ searchParams }: { searchParams: Search }) {
  const [{ context, session }, { show, before: given }] = await Promise.all([pageSession(), searchParams]);
  if (!isAtLeast(context.actor.role, "admin")) return <ErrorPage kind="no-access" framed />;
  const all = show === "all";
  const before = [given].flat()[0];
  const { rows, older } = await listDeliveries(context, all ? "all" : "failed", before);
  const settings = mailSettings();
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title="Mail" description="How mails leave Highwater, and which did not." />
      {settings ? <Server settings={settings} /> : <NoServer />}
      <Panel
        flush
        title={all ? "The latest mails" : "Mails in trouble"}
        actions={
          <LinkButton size="sm" href={all ? "/settings/mail" : "/settings/mail?show=all"}>
            {all ? "Only those in trouble" : "Show all"}
          </LinkButton>
        }
        footer={
          before || older ? (
            <Pagination
              newerHref={before ? address(all) : undefined}
              newerLabel="Newest"
              olderHref={older ? address(all, older) : undefined}
            />
          ) : undefined
        }
      >
        <DeliveryTable rows={rows} all={all} zone={session.person.timeZone} now={context.now} />
      </Panel>
    </div>
  );
}

function address(all: boolean, before?: string): string {
  const query = new URLSearchParams({ ...(all ? { show: "all" } : {}), ...(before ? { before } : {}) });
  return query.size > 0 ? `/settings/mail?${query}` : "/settings/mail";
}

function Server({ settings }: { settings: MailSettings }) {
  const { host, port, tls, user, from, replyTo } = settings;
  const items = [
    { key: "host", term: "Server", value: <span className="tabular">{`${host}:${port}`}</span> },
    { key: "tls", term: "Encryption", value: tlsWords[tls] },
    { key: "user", term: "Signs in as", value: user ?? "No sign-in" },
    { key: "from", term: "From", value: [from.name, from.address].filter(Boolean).join(", ") },
    ...(replyTo ? [{ key: "reply", term: "Answers go to", value: replyTo.address }] : []),
  ];
  return (
    <Panel title="Mail server" description="Set by environment variables, read at start-up.">
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <DescriptionList items={items} />
        <TestForm />
      </div>
    </Panel>
  );
}

function NoServer() {
  return (
    <Callout tone="neutral" title="No mail server is set up">
      Highwater sends no mail: invitations and password links are handed over by hand, and everything else
      waits in the inbox. To change that, set HIGHWATER_SMTP_URL and HIGHWATER_MAIL_FROM and restart
      Highwater.
    </Callout>
  );
}
