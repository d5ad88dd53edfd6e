/** What the figures of the panel are computed by, and whose formulae they are. */
export function SizingFormulae() {
  return (
    <details className="mt-4 max-w-measure text-sm">
      <summary className="cursor-pointer text-accent">How it is computed</summary>
      <dl className="mt-3 grid gap-3 text-muted">
        {formulae.map(({ what, formula, says }) => (
          <div key={what} className="grid gap-0.5">
            <dt className="font-medium text-ink">{what}</dt>
            <dd className="wrap-anywhere font-mono text-xs">{formula}</dd>
            <dd className="text-xs">{says}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-faint text-xs">
        None of it knows that a larger pool lets more work into the database at once, which slows all of it
        down: it tells the least that callers need.
      </p>
    </details>
  );
}

const formulae = [
  {
    what: "Needed on average",
    formula: "a = λ · W",
    says: "Callers a second times hold time: Little’s law (J. D. C. Little, 1961).",
  },
  {
    what: "In use",
    formula: "ρ = a / c",
    says: "With c connections, less those that have leaked.",
  },
  {
    what: "Have to wait",
    formula: "C = B / (1 − ρ · (1 − B)),  B(n) = a · B(n−1) / (n + a · B(n−1)),  B(0) = 1",
    says: "Erlang’s C formula over his B, for random arrivals and hold times (A. K. Erlang, 1917).",
  },
  {
    what: "Mean wait",
    formula: "C · W / (c − a)",
    says: "Over all callers, those that do not wait included.",
  },
  {
    what: "99 of 100 wait at most",
    formula: "W / (c − a) · ln(C / 0.01)",
    says: "Where more than one in a hundred waits at all (L. Kleinrock, Queueing Systems, 1975).",
  },
  {
    what: "Against the database",
    formula: "instances · connections ≤ what it allows − what it reserves",
    says: "max_connections less superuser_reserved_connections and reserved_connections.",
  },
] as const;
