import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { type Column, Table } from "@/components/ui/table";

type Row = { ref: string; title: string };

const columns: Column<Row>[] = [
  { key: "ref", header: "Ref", cell: (row) => row.ref },
  { key: "title", header: "Title", primary: true, cell: (row) => row.title },
];
const rows = [{ ref: "INC-2025-0001", title: "Pool exhausted" }];

it("heads each row with what names it, and leads there", () => {
  const shown = renderToStaticMarkup(
    <Table
      caption="Incidents"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.ref}
      rowHref={(row) => `/i/${row.ref}`}
    />,
  );
  expect(shown).toMatch(/<th scope="row"[^>]*><a[^>]*href="\/i\/INC-2025-0001"[^>]*>Pool exhausted<\/a>/);
  expect(shown).toMatch(/<td[^>]*data-label="Ref"[^>]*>INC-2025-0001/);
  expect(shown).toContain("<caption");
});

it("shows what to do in place of an empty table", () => {
  const shown = renderToStaticMarkup(
    <Table
      caption="Incidents"
      columns={columns}
      rows={[]}
      rowKey={(row) => row.ref}
      empty={<p>Declare one.</p>}
    />,
  );
  expect(shown).toBe("<p>Declare one.</p>");
});

it("lets a table that scrolls be reached by keyboard", () => {
  const shown = renderToStaticMarkup(
    <Table caption="Incidents" columns={columns} rows={rows} rowKey={(row) => row.ref} narrow="scroll" />,
  );
  expect(shown).toMatch(/^<section aria-label="Incidents" tabindex="0"/i);
});
