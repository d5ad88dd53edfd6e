/** The doors a change can come through, as people read them. */
export const viaLabels: Readonly<Record<string, string>> = {
  web: "pages",
  api: "API",
  worker: "worker",
  cli: "command line",
  import: "import",
  system: "Highwater itself",
};
