import type { PostMortemContent } from "@/lib/reviews/schema";
import { CodeChanges } from "./code-changes";
import { TextList } from "./lists";
import { Part } from "./section";

/** What ended it: the fixes in order, and what they changed in code and settings. */
export function Resolution({ fixes, codeChanges }: Pick<PostMortemContent, "fixes" | "codeChanges">) {
  return (
    <>
      {fixes.length > 0 ? (
        <Part title="Immediate fixes">
          <TextList rows={fixes} ordered />
        </Part>
      ) : null}
      {codeChanges.length > 0 ? (
        <Part title="Code changes">
          <CodeChanges changes={codeChanges} />
        </Part>
      ) : null}
    </>
  );
}
