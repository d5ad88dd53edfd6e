/** First stop of the keyboard: past the navigation, to the page's `<main id="main">`. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only rounded-md bg-ink px-3 py-2 font-medium text-page focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-(--z-skip)"
    >
      Skip to content
    </a>
  );
}
