/** The same for every link that opens nothing, so that it tells nothing of why. */
export default function NothingBehindLink() {
  return (
    <section aria-labelledby="title" className="rounded-lg border border-line bg-panel px-5 py-6">
      <h1 id="title" className="text-xl">
        This link opens nothing
      </h1>
      <p className="mt-2 text-muted">
        It may be incomplete, or it has ended. Ask whoever gave it to you for a new one.
      </p>
    </section>
  );
}
