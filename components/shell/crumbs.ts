import type { Crumb } from "@/components/ui/breadcrumb";

/**
 * One crumb for each part of an address. A part is called what `labels` says for the address up to it;
 * otherwise words are written as words (`health-checks` as 'Health checks') and refs and slugs stay as they are.
 */
export function crumbsOf(path: string, labels: Readonly<Record<string, string>>): Crumb[] {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length === 0) return [{ key: "/", label: labels["/"] ?? "Now" }];
  return parts.map((part, index) => {
    const href = `/${parts.slice(0, index + 1).join("/")}`;
    return { key: href, href, label: labels[href] ?? (isSlug.test(href) ? decoded(part) : readable(part)) };
  });
}

/** Where a part is somebody's own name for a thing, which no capital makes a word. */
const isSlug = /^\/(?:pools|services|teams)\/(?!new$)[^/]+$/;

function readable(part: string): string {
  const text = decoded(part);
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return "Details";
  if (/\d/.test(text) || text !== text.toLowerCase()) return text;
  const words = text === "post-mortem" ? text : text.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
