import { Link } from "@/components/ui/link";
import { Logo } from "./logo";
import { NavLink } from "./nav-link";
import type { NavGroup } from "./navigation";

/** The navigation of wide screens. */
export function Rail({ groups }: { groups: readonly NavGroup[] }) {
  return (
    <aside className="sticky top-0 z-(--z-rail) hidden h-dvh w-(--rail-width) shrink-0 flex-col border-line border-r md:flex print:hidden">
      <Link
        href="/"
        className="mx-3 flex h-(--bar-height) items-center rounded-md px-2.5"
        aria-label="Highwater, now"
      >
        <Logo />
      </Link>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-5 overflow-y-auto px-3 py-3">
        {groups.map((group) => (
          <div key={group.key}>
            {group.label ? <p className="mb-1 px-2.5 text-faint text-xs">{group.label}</p> : null}
            <ul className="flex flex-col gap-px">
              {group.items.map((item) => (
                <li key={item.href}>
                  <NavLink item={item} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </aside>
  );
}
