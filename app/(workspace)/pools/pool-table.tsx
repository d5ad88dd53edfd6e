import type { ReactNode } from "react";
import { levelOf } from "@/components/charts/level-words";
import { Sparkline } from "@/components/charts/sparkline";
import { PoolStateBadge } from "@/components/pools/pool-state";
import { SilentInstances } from "@/components/pools/silent-instances";
import { formatDuration } from "@/components/ui/format-duration";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { type Forecast, whyNoForecast } from "@/lib/pools/forecast/rules";
import type { Pool } from "@/lib/pools/queries";
import { warningAt } from "@/lib/pools/rules";
import type { Spark } from "@/lib/pools/samples/queries";
import { type Order, type OrderKey, orderAddress } from "./pool-order";

type Props = {
  pools: readonly Pool[];
  sparks: ReadonlyMap<string, Spark[]>;
  forecasts: ReadonlyMap<string, Forecast>;
  order: Order;
  /** The address of the list, to which an order is added. */
  path: string;
  zone: string;
  now: Date;
  empty: ReactNode;
};

/** Pools with how each is, how much of it is in use, when it will be full, and its last six hours. */
export function PoolTable({ pools, sparks, forecasts, order, path, zone, now, empty }: Props) {
  const sort = (key: OrderKey) => ({
    href: orderAddress(path, key, order),
    order: order.by === key ? order.way : null,
  });
  const columns: Column<Pool>[] = [
    {
      key: "name",
      header: "Pool",
      primary: true,
      sort: sort("name"),
      cell: (pool) => (
        <span className="flex min-w-0 flex-col">
          <span className="wrap-anywhere">{pool.name}</span>
          <span className="font-normal text-faint text-xs">
            {[pool.service?.name, pool.environment?.name].filter(Boolean).join(" · ") || pool.source.name}
          </span>
        </span>
      ),
    },
    {
      key: "state",
      header: "State",
      width: "10rem",
      sort: sort("state"),
      cell: ({ state, away }) => (
        <span className="flex flex-col items-start gap-1">
          <PoolStateBadge state={state} />
          <SilentInstances names={away.map(({ name }) => name)} />
        </span>
      ),
    },
    {
      key: "used",
      header: "In use",
      width: "10rem",
      align: "end",
      sort: sort("used"),
      cell: (pool) => <InUse pool={pool} />,
    },
    {
      key: "waiting",
      header: "Waiting",
      width: "6rem",
      align: "end",
      sort: sort("waiting"),
      cell: ({ waiting }) =>
        waiting === null ? (
          <span className="text-faint">not reported</span>
        ) : (
          <span className={waiting > 0 ? "tabular font-medium text-danger-ink" : "tabular text-faint"}>
            {waiting}
          </span>
        ),
    },
    {
      key: "full",
      header: "Full in",
      width: "7rem",
      align: "end",
      sort: sort("full"),
      cell: ({ slug }) => <FullIn forecast={forecasts.get(slug)} />,
    },
    {
      key: "hours",
      header: "Last six hours",
      width: "14rem",
      cell: (pool) => <Hours pool={pool} sparks={sparks.get(pool.id) ?? []} now={now} />,
    },
    {
      key: "seen",
      header: "Last sample",
      width: "8rem",
      align: "end",
      cell: ({ instances }) => {
        const times = instances.flatMap(({ latest }) => (latest ? [latest.at.getTime()] : []));
        return times.length === 0 ? (
          <span className="text-faint text-sm">not within a day</span>
        ) : (
          <Time
            at={new Date(Math.max(...times))}
            zone={zone}
            now={now}
            show="relative"
            className="text-muted text-sm"
          />
        );
      },
    },
  ];
  return (
    <Table
      caption="Pools"
      columns={columns}
      rows={pools}
      rowKey={({ slug }) => slug}
      rowHref={({ slug }) => `/pools/${slug}`}
      empty={empty}
    />
  );
}

function InUse({ pool: { used, max, instances, fullest } }: { pool: Pool }) {
  if (used === null) return <span className="text-faint">not known</span>;
  const several = instances.length > 1 && fullest?.latest;
  const details = [
    levelOf(used, max, warningAt).left,
    several ? `fullest ${several.used ?? "–"} of ${several.max ?? "–"}` : null,
  ].filter((detail) => detail !== null);
  return (
    <span className="tabular flex flex-col items-end max-sm:items-start">
      <span>
        <span className="font-medium">{used}</span>
        {max === null ? null : <span className="text-muted"> of {max}</span>}
      </span>
      {details.length === 0 ? null : <span className="text-faint text-xs">{details.join(" · ")}</span>}
    </span>
  );
}

function FullIn({ forecast }: { forecast: Forecast | undefined }) {
  if (forecast?.validity === "ok")
    return (
      <span className="tabular font-medium text-danger-ink">{formatDuration(forecast.secondsLeft)}</span>
    );
  if (forecast?.why === "limit-reached") return <span className="font-medium text-danger-ink">full</span>;
  return (
    <span className="text-faint" title={forecast ? whyNoForecast(forecast) : undefined}>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{forecast ? whyNoForecast(forecast) : "not known"}</span>
    </span>
  );
}

const hours = 6;

function Hours({ pool, sparks, now }: { pool: Pool; sparks: readonly Spark[]; now: Date }) {
  if (sparks.length === 0) return <span className="text-faint text-sm">nothing yet</span>;
  const to = now.getTime();
  return (
    <Sparkline
      name={`${pool.name}, last six hours`}
      span={{ from: to - hours * 3_600_000, to }}
      stepMs={300_000}
      now={to}
      points={sparks.map(({ at, used, max, fullest, instances }) => ({
        ...{ at: at.getTime(), usedMin: null, usedAvg: used, usedMax: used, max, fullest, instances },
        ...{ idle: null, idleInTransaction: null, waiting: null },
      }))}
      threshold={warningAt}
    />
  );
}
