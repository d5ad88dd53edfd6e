/** A program that fails in three places, source maps off, and prints what a log would say of each. */
import { stackOf } from "../../../../lib/core/log";
import { keepNoSourceMaps } from "../../../../lib/core/stack";

type Failing = () => never;

const here: Failing = () => {
  throw new Error("in a source");
};

keepNoSourceMaps();
const bundled = await import(`${process.argv[2]}/(pages)_bundle.js`);
const broken = await import(`${process.argv[2]}/broken.js`);

for (const fail of [here, bundled.default, broken.default] as Failing[]) {
  try {
    fail();
  } catch (error) {
    console.log(stackOf(error).split("\n").slice(0, 2).join("\n"));
  }
}
