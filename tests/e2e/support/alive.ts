import { expect, type Locator } from "@playwright/test";

/** Waits until React has taken over an element: what is typed into it or clicked from now on is heard. */
export const alive = (element: Locator): Promise<void> =>
  expect
    .poll(() =>
      element.first().evaluate((node) => Object.keys(node).some((key) => key.startsWith("__reactFiber$"))),
    )
    .toBe(true);

/** The same for the composer of an incident, with all that listens to keys on its page. */
export const composerIsAlive = (composer: Locator): Promise<void> =>
  expect(composer).toHaveAttribute("aria-autocomplete", "list");
