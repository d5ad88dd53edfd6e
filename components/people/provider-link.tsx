import { LogIn } from "lucide-react";
import { type ButtonVariant, buttonClass } from "@/components/ui/button-class";

type Props = {
  /** What the provider is called. */
  name: string;
  /** The path to come back to. */
  next: string;
  /** Has the provider ask again who they are. */
  again?: boolean;
  variant?: ButtonVariant;
};

/** Leads to the provider. A plain link: it leaves the site, must not be fetched ahead, and works without JavaScript. */
export function ProviderLink({ name, next, again = false, variant }: Props) {
  const query = new URLSearchParams({ callbackUrl: next, ...(again ? { again: "yes" } : {}) });
  return (
    <a
      href={`/sign-in/provider?${query}`}
      className={
        again
          ? buttonClass(variant ?? "primary", "md", "max-w-full self-start")
          : buttonClass(variant ?? "secondary", "lg", "w-full")
      }
    >
      <LogIn aria-hidden="true" />
      <span className="min-w-0 truncate">{again ? `Confirm with ${name}` : `Sign in with ${name}`}</span>
    </a>
  );
}
