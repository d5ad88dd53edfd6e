import { FileInput, Layers, UserRoundPlus } from "lucide-react";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Actor } from "@/lib/core/context";
import { may } from "@/lib/core/permissions";

const steps = [
  {
    action: "service.create",
    href: "/services/new",
    icon: Layers,
    title: "Add a service",
    text: "What your team runs, who owns it and where. Incidents are about services.",
  },
  {
    action: "person.invite",
    href: "/settings/people#invite",
    icon: UserRoundPlus,
    title: "Invite people",
    text: "A post-mortem is prepared, reviewed and approved by three people.",
  },
  {
    action: "import.upload",
    href: "/settings/import",
    icon: FileInput,
    title: "Import a post-mortem",
    text: "Bring one in as Markdown and see every fact find its place, or declare the first incident.",
  },
] as const;

/** What to do in a workspace that has nothing yet, as far as this person may. */
export function FirstSteps({ actor }: { actor: Pick<Actor, "role"> }) {
  const mine = steps.filter(({ action }) => may(actor, action));
  if (mine.length === 0) return null;
  return (
    <Panel title="Where to begin">
      <ol className="grid gap-3 md:grid-cols-3">
        {mine.map(({ href, icon: Icon, title, text }, index) => (
          <li
            key={href}
            className="relative rounded-md border border-line p-4 hover:border-edge hover:bg-hover"
          >
            <p className="flex items-center gap-2 font-medium">
              <Icon aria-hidden="true" className="size-4 text-accent" />
              <Link href={href} className="after:absolute after:inset-0">
                <span className="tabular text-faint">{index + 1}. </span>
                {title}
              </Link>
            </p>
            <p className="mt-1 text-muted text-sm">{text}</p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
