import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { CsvLink } from "@/components/ui/csv-link";

it("is a download that says of what", () => {
  const shown = renderToStaticMarkup(<CsvLink href="/incidents/export?severity=P1" of="Incidents" />);
  expect(shown).toMatch(
    /^<a href="\/incidents\/export\?severity=P1" download="" aria-label="Incidents as CSV"/,
  );
});
