import { kindOf, nameIn, type Schema } from "./reference";

/** The fields of an object, each with its kind, and what stands inside it folded away. */
export function SchemaFields({ schema }: { schema: Schema }) {
  const { properties = {}, required = [] } = schema;
  return (
    <dl className="flex flex-col divide-y divide-line border-line border-y text-sm">
      {Object.entries(properties).map(([name, field]) => (
        <div key={name} className="grid gap-x-4 gap-y-0.5 py-1.5 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <dt className="wrap-anywhere font-mono">
            {name}
            {required.includes(name) ? (
              <span className="ml-2 font-sans text-warning-ink text-xs">required</span>
            ) : null}
          </dt>
          <dd className="min-w-0">
            <Kind schema={field} />
            {field.description ? <p className="text-muted">{field.description}</p> : null}
            <Inside schema={field} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What kind of value it is; a part with a name leads to where that is told. */
export function Kind({ schema }: { schema: Schema }) {
  const referred = referredBy(schema);
  const limits = limitsOf(schema);
  return (
    <span className="wrap-anywhere text-muted">
      {referred ? (
        <>
          {kindOf(schema).replace(referred, "").trimEnd()}{" "}
          <a href={`#schema-${referred}`} className="text-accent underline underline-offset-2">
            {referred}
          </a>
        </>
      ) : (
        kindOf(schema)
      )}
      {limits ? <span className="text-faint">, {limits}</span> : null}
    </span>
  );
}

function Inside({ schema }: { schema: Schema }) {
  const inner = [schema, schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].find(
    (one) => one?.properties,
  );
  if (!inner) return null;
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-faint text-xs hover:text-ink">its fields</summary>
      <div className="mt-1.5 border-line border-l pl-3">
        <SchemaFields schema={inner} />
      </div>
    </details>
  );
}

function referredBy(schema: Schema): string | null {
  const inner = [schema, schema.items, ...(schema.anyOf ?? [])].find((one) => one && nameIn(one) !== null);
  return inner ? nameIn(inner) : null;
}

function limitsOf({ maxLength, minimum, maximum, maxItems, default: usual, examples = [] }: Schema): string {
  const short = examples.filter((one) => !String(one).includes("\n"));
  return [
    maxLength === undefined ? "" : `at most ${maxLength.toLocaleString("en")} characters`,
    maxItems === undefined ? "" : `at most ${maxItems.toLocaleString("en")}`,
    minimum === undefined || maximum === undefined || maximum > 1e9 ? "" : `${minimum} to ${maximum}`,
    short.length === 0 ? "" : `such as ${short.join(" or ")}`,
    usual === undefined || usual === "" ? "" : `${JSON.stringify(usual)} if left out`,
  ]
    .filter(Boolean)
    .join(", ");
}
