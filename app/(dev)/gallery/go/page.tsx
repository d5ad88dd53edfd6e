import { notFound } from "next/navigation";
import { RedirectingDraft } from "../more";

export default function GoPage() {
  if (process.env.NODE_ENV !== "development") notFound();
  return (
    <main id="main">
      <h1>Go</h1>
      <RedirectingDraft />
    </main>
  );
}
