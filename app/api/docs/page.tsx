import type { Metadata } from "next";
import { Logo } from "@/components/shell/logo";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { openApi } from "@/lib/web/api/openapi";
import { operations } from "@/lib/web/api/operations";
import { groupTitle } from "./group-title";
import { Introduction } from "./introduction";
import { OperationEntry } from "./operation-entry";
import { Outline } from "./outline";
import { entriesOf, grouped, type OpenApi } from "./reference";
import { SchemaFields } from "./schema-fields";

export const metadata: Metadata = { title: "API reference" };

type Search = Promise<{ text?: string | string[] }>;

export default async function ApiReferencePage({ searchParams }: { searchParams: Search }) {
  const { text: asked } = await searchParams;
  const text = typeof asked === "string" ? asked.trim().slice(0, 200) : "";
  const document = openApi(operations) as OpenApi;
  const groups = grouped(entriesOf(document, text));
  return (
    <div className="mx-auto max-w-[76rem] px-4 pb-16 md:px-6">
      <header className="flex h-(--bar-height) items-center justify-between gap-4">
        <Link href="/" aria-label="Highwater, now">
          <Logo />
        </Link>
        <LinkButton href="/settings/api-keys">Your keys</LinkButton>
      </header>
      <div className="grid gap-x-10 gap-y-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Outline groups={groups} />
        <main id="main" tabIndex={-1} className="min-w-0 lg:py-6">
          <PageHeader
            title="API reference"
            description="Version 1, below /api/v1. Everything here is told by the code itself, and by its OpenAPI 3.1 document."
            actions={<LinkButton href="/api/v1/openapi.json">openapi.json</LinkButton>}
          />
          <search className="my-5 block">
            <form className="flex flex-wrap items-center gap-2">
              <Input
                name="text"
                type="search"
                aria-label="Find an operation"
                placeholder="Find an operation"
                defaultValue={text}
                className="w-64 max-w-full"
              />
              <Button type="submit">Find</Button>
              {text ? (
                <LinkButton href="/api/docs" variant="ghost">
                  Show all
                </LinkButton>
              ) : null}
            </form>
          </search>
          {text ? null : (
            <div id="introduction" className="scroll-mt-4">
              <Introduction />
            </div>
          )}
          {groups.length === 0 ? (
            <EmptyState title="Nothing fits" level={2}>
              No operation says all of these words.
            </EmptyState>
          ) : null}
          {groups.map(([group, entries]) => (
            <section key={group} id={group} className="scroll-mt-4 border-line border-t pt-6">
              <h2 className="mb-4 text-xl">{groupTitle(group)}</h2>
              {entries.map((entry) => (
                <OperationEntry key={entry.id} entry={entry} />
              ))}
            </section>
          ))}
          <section id="parts" className="scroll-mt-4 border-line border-t pt-6">
            <h2 className="mb-2 text-xl">Parts</h2>
            {Object.entries(document.components.schemas).map(([name, schema]) => (
              <section key={name} id={`schema-${name}`} className="scroll-mt-4 py-4">
                <h3 className="mb-1.5 font-mono text-base">{name}</h3>
                <SchemaFields schema={schema} />
              </section>
            ))}
          </section>
        </main>
      </div>
    </div>
  );
}
