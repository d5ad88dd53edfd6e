const shown = 2;

/** Which instances of a pool are silent: the first few by name, and how many more. */
export function SilentInstances({ names }: { names: readonly string[] }) {
  const rest = names.length - shown;
  return (
    <>
      {names.slice(0, shown).map((name) => (
        <span key={name} className="wrap-anywhere text-muted text-xs">
          {name} is silent
        </span>
      ))}
      {rest > 0 ? <span className="text-muted text-xs">and {rest} more</span> : null}
    </>
  );
}
