import { useLayoutEffect, useRef, useSyncExternalStore } from "react";

type Found = { text: string; from: number; to: number };

/**
 * What somebody typed into a textarea before React took the page over: it would put back the text of the server
 * otherwise, and the caret at its beginning. Gives the text to begin with, and the ref that the textarea needs.
 */
export function useTypedBefore(id: string | undefined, served: string) {
  const element = useRef<HTMLTextAreaElement>(null);
  const found = useRef<Found>(null);
  const text = useSyncExternalStore(
    never,
    () => served,
    () => {
      if (typeof document === "undefined" || !id) return served;
      const typed = document.getElementById(id);
      if (!(typed instanceof HTMLTextAreaElement)) return served;
      found.current ??= { text: typed.value, from: typed.selectionStart, to: typed.selectionEnd };
      return found.current.text;
    },
  );
  useLayoutEffect(() => {
    const [typed, before] = [element.current, found.current];
    found.current = null;
    if (typed && before && document.activeElement === typed && typed.value === before.text)
      typed.setSelectionRange(before.from, before.to);
  }, []);
  return { text, element };
}

const never = () => () => {};
