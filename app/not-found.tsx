import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <ErrorPage
      kind="not-found"
      actions={
        <>
          <LinkButton href="/" variant="primary">
            Go to Now
          </LinkButton>
          <LinkButton href="/incidents">All incidents</LinkButton>
        </>
      }
    />
  );
}
