import { Download } from "lucide-react";
import { buttonClass } from "./button-class";

type Props = {
  href: string;
  /** What the file holds: 'Incidents'. */
  of: string;
};

/** A list as a file. It is no page, so that the browser fetches it and not the router. */
export function CsvLink({ href, of }: Props) {
  return (
    <a href={href} download aria-label={`${of} as CSV`} className={buttonClass()}>
      <Download aria-hidden="true" />
      CSV
    </a>
  );
}
