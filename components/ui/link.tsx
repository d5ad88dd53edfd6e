import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link within the product. Nothing is fetched before it is followed: a page that asks for itself again whenever something
 * changes would each time ask for all that it links to as well.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}
