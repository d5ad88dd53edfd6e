import type { ReactNode } from "react";
import { formatDuration } from "@/components/ui/format-duration";
import { type Column, Table } from "@/components/ui/table";
import type { Holder } from "@/lib/pools/schema";

/** Holders, with the instance where they hold it as far as that has to be told apart. */
type Held = Holder & { instance?: string | undefined };

type Line = Held & { key: string };

const columns: Column<Line>[] = [
  {
    key: "application",
    header: "Application",
    primary: true,
    cell: ({ application, user }) => (
      <span className="flex min-w-0 flex-col">
        <span className="wrap-anywhere">{application || "unnamed"}</span>
        <span className="font-normal text-faint text-xs">{user}</span>
      </span>
    ),
  },
  {
    key: "count",
    header: "Holds",
    width: "5rem",
    align: "end",
    cell: ({ count }) => <span className="tabular font-medium">{count}</span>,
  },
  { key: "state", header: "State", width: "11rem", cell: ({ state }) => state },
  {
    key: "age",
    header: "Oldest",
    width: "7rem",
    align: "end",
    cell: ({ ageSeconds }) => <span className="tabular">{formatDuration(ageSeconds)}</span>,
  },
  {
    key: "statement",
    header: "Statement",
    cell: ({ line, fingerprint }) =>
      line || fingerprint ? (
        <code className="wrap-anywhere text-muted text-xs">{line || fingerprint}</code>
      ) : (
        <span className="text-faint">not reported</span>
      ),
  },
];

const where: Column<Line> = {
  key: "instance",
  header: "Instance",
  width: "9rem",
  cell: ({ instance }) => <span className="wrap-anywhere">{instance}</span>,
};

/** Who holds connections, a line for each kind of holder; and where, of those that name an instance. */
export function HolderTable({ holders, empty }: { holders: readonly Held[]; empty?: ReactNode }) {
  const [application, ...others] = columns;
  const several = holders.some(({ instance }) => instance !== undefined);
  return (
    <Table
      caption="Holders"
      columns={several && application ? [application, where, ...others] : columns}
      rows={holders.map((holder, index) => ({ ...holder, key: String(index) }))}
      rowKey={({ key }) => key}
      empty={empty}
    />
  );
}
