import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Link } from "./link";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** The column that names the row: it carries the row's link and heads the row on phones. */
  primary?: boolean | undefined;
  align?: "start" | "end" | undefined;
  /** A CSS width; columns without one share what is left. Ignored where rows are stacked. */
  width?: string | undefined;
  /** Keeps the heading for screen readers only, for a column of buttons. */
  headerHidden?: boolean | undefined;
  /** Leaves the column out on narrow screens. */
  wideOnly?: boolean | undefined;
  /** Where its heading leads, to order the rows by it, and whether and how they are ordered by it now. */
  sort?: { href: string; order: "ascending" | "descending" | null } | undefined;
};

type Props<Row> = {
  /** What the table lists; read aloud, not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Where the whole row leads. */
  rowHref?: ((row: Row) => string) | undefined;
  /** Shown in place of an empty table; pass an `EmptyState`. */
  empty?: ReactNode;
  /** How it fits a phone: each row as a small sheet, or a table that scrolls by itself. */
  narrow?: "stack" | "scroll" | undefined;
  className?: string | undefined;
};

/** Rows of one kind, dense. Bring it into a flush `Panel`. */
export function Table<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, rowHref, empty, narrow = "stack", className } = props;
  if (rows.length === 0 && empty) return <>{empty}</>;
  const table = (
    <table
      data-narrow={narrow}
      className={cx("ui-table w-full border-collapse text-left text-base", className)}
    >
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              style={column.width ? { width: column.width } : undefined}
              className={placed(column)}
              aria-sort={column.sort?.order ?? undefined}
            >
              <Heading column={column} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <Cell
                key={column.key}
                column={column}
                row={row}
                href={column.primary ? rowHref?.(row) : undefined}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (narrow === "stack") return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto">
      {table}
    </section>
  );
}

function Heading<Row>({ column: { header, headerHidden, sort } }: { column: Column<Row> }) {
  if (headerHidden) return <span className="sr-only">{header}</span>;
  if (!sort) return header;
  const Arrow = sort.order === "descending" ? ArrowDown : ArrowUp;
  return (
    <Link
      href={sort.href}
      scroll={false}
      className="inline-flex items-center gap-1 hover:text-ink pointer-coarse:min-h-11"
    >
      {header}
      {sort.order ? <Arrow aria-hidden="true" className="size-3" /> : null}
    </Link>
  );
}

const placed = ({ align, wideOnly }: Pick<Column<unknown>, "align" | "wideOnly">) =>
  cx(align === "end" && "text-right", wideOnly && "max-md:hidden") || undefined;

function Cell<Row>({ column, row, href }: { column: Column<Row>; row: Row; href: string | undefined }) {
  const content = column.cell(row);
  if (!column.primary) {
    const label = typeof column.header === "string" && !column.headerHidden ? column.header : undefined;
    return (
      <td className={placed(column)} data-label={label}>
        {content}
      </td>
    );
  }
  return (
    <th scope="row" className={placed(column)} data-primary="">
      {href ? (
        // A page shows dozens of these: to fetch each one's page ahead would cost more than it saves.
        <Link href={href} data-row-link="">
          {content}
        </Link>
      ) : (
        content
      )}
    </th>
  );
}
