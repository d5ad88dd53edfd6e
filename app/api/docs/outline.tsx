import { groupTitle } from "./group-title";
import { topics } from "./introduction";
import type { Entry } from "./reference";

/** Where everything stands: beside the page, or folded at its top on phones. */
export function Outline({ groups }: { groups: readonly [string, readonly Entry[]][] }) {
  const all = [
    {
      id: "introduction",
      title: "Introduction",
      links: topics.map(({ id, title }) => ({ id, text: title })),
    },
    ...groups.map(([group, entries]) => ({
      id: group,
      title: groupTitle(group),
      links: entries.map(({ id, summary }) => ({ id, text: summary })),
    })),
  ];
  const list = (
    <ul className="flex flex-col gap-4 text-sm">
      {all.map(({ id, title, links }) => (
        <li key={id}>
          <a href={`#${id}`} className="font-medium hover:underline">
            {title}
          </a>
          <ul className="mt-1 flex flex-col border-line border-l">
            {links.map((link) => (
              <li key={link.id}>
                <a href={`#${link.id}`} className="block py-0.5 pl-3 text-muted hover:text-ink">
                  {link.text}
                </a>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <details className="rounded-md border border-line bg-panel px-4 py-2 lg:hidden">
        <summary className="cursor-pointer font-medium text-sm">Contents</summary>
        <nav aria-label="Contents" className="py-3">
          {list}
        </nav>
      </details>
      <nav aria-label="Outline" className="sticky top-0 hidden max-h-dvh overflow-y-auto py-6 pr-2 lg:block">
        {list}
      </nav>
    </>
  );
}
