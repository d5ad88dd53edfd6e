import type { Metadata } from "next";
import { ErrorPage } from "@/components/shell/error-page";
import { buttonClass } from "@/components/ui/button-class";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <ErrorPage
      kind="not-found"
      actions={
        <>
          <a href="/" className={buttonClass("primary")}>
            Go to Now
          </a>
          <a href="/incidents" className={buttonClass()}>
            All incidents
          </a>
        </>
      }
    />
  );
}
