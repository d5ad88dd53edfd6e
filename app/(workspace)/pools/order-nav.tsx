import { ArrowDown, ArrowUp } from "lucide-react";
import { Link } from "@/components/ui/link";
import { type Order, type OrderKey, orderAddress } from "./pool-order";

type Props = { order: Order; path: string };

const choices: readonly { key: OrderKey; label: string }[] = [
  { key: "state", label: "State" },
  { key: "used", label: "In use" },
  { key: "waiting", label: "Waiting" },
  { key: "full", label: "Full in" },
  { key: "name", label: "Name" },
];

/** The order of the list where its headings are not shown: on phones. Says which way round, as a heading would. */
export function OrderNav({ order, path }: Props) {
  const Arrow = order.way === "descending" ? ArrowDown : ArrowUp;
  return (
    <nav aria-label="Order" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm sm:hidden">
      <span aria-hidden="true" className="text-faint text-xs">
        By
      </span>
      {choices.map(({ key, label }) => (
        <Link
          key={key}
          href={orderAddress(path, key, order)}
          scroll={false}
          aria-current={key === order.by ? "true" : undefined}
          className="inline-flex min-h-11 items-center gap-1 text-muted aria-[current]:font-medium aria-[current]:text-ink"
        >
          <span>
            {label}
            {key === order.by ? <span className="sr-only">, {order.way}</span> : null}
          </span>
          {key === order.by ? <Arrow aria-hidden="true" className="size-3" /> : null}
        </Link>
      ))}
    </nav>
  );
}
