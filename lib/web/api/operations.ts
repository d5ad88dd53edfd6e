import type { Operation } from "./operation";
import { incidents } from "./resources/incidents";

/** Everything that the API does, in the order of its reference. */
export const operations: readonly Operation[] = [incidents].flatMap((resource) => Object.values(resource));
