import type { PostMortemDocument } from "@/lib/reviews/schema";

/** What an import could not place, word for word: nothing of a document is dropped. */
export function Unplaced({ parts }: { parts: PostMortemDocument["unplaced"] }) {
  if (parts.length === 0) return null;
  return (
    <section aria-labelledby="unplaced-title" className="pt-9">
      <h2 id="unplaced-title" className="mb-3 border-line border-b pb-1.5 text-xl">
        Kept from the imported document
      </h2>
      <p className="mb-3 text-muted text-sm">
        These passages have no section of their own. They are kept word for word and exported again.
      </p>
      {parts.map(({ place, markdown }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: passages never move
        <figure key={index} className="mb-3">
          <figcaption className="text-faint text-sm">{place}</figcaption>
          <pre className="wrap-anywhere mt-1 whitespace-pre-wrap rounded-md border border-line bg-sunken p-3 font-mono text-sm">
            {markdown}
          </pre>
        </figure>
      ))}
    </section>
  );
}
