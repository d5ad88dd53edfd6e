import { ExternalLink } from "lucide-react";

type Props = { links: readonly { href: string; text: string }[] };

/** Where a deploy leads that was told: to its build, its change, the list of what is in it. */
export function DeployLinks({ links }: Props) {
  if (links.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 font-normal text-sm">
      {links.map(({ href, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two links may be the same, and none of them moves
        <li key={index} className="wrap-anywhere min-w-0">
          <a href={href} rel="noopener nofollow ugc" className="text-accent">
            {text}
            <ExternalLink aria-hidden="true" className="ml-1 inline size-3 align-baseline" />
          </a>
        </li>
      ))}
    </ul>
  );
}
