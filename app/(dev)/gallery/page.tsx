import { notFound } from "next/navigation";
import { Gallery } from "./gallery";

export default function GalleryPage() {
  if (process.env.NODE_ENV !== "development") notFound();
  return (
    <main id="main" className="mx-auto max-w-page px-4 py-6 md:px-8">
      <Gallery />
    </main>
  );
}
