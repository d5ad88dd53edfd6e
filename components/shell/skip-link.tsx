/** First stop of the keyboard: past the navigation, to the page's `<main id="main">`. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-(--z-skip) -translate-y-20 rounded-md bg-ink px-3 py-2 font-medium text-page focus:translate-y-0"
    >
      Skip to content
    </a>
  );
}
