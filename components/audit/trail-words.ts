const LONGEST = 160;

/** A field's or an action's name as words: `documentVersion` → `document version`, `sign-off.give` → `sign-off: give`. */
export function spoken(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/_/g, " ")
    .replace(".", ": ")
    .toLowerCase();
}

/** A value of the trail on one line; long ones are cut, nothing is shown as 'nothing'. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
