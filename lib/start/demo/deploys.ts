import { type DeployStory, deploys } from "../../../prisma/sample/deploys";
import { poolZone } from "../../../prisma/sample/pools";
import { recordDeploy } from "../../incidents/deploys/commands";
import type { Act, Colleagues } from "./colleagues";
import { beginningOf } from "./times";

/** The deploys of the sample workspace as acts, each told by a pipeline when it was made. */
export const deployActs = (colleagues: Colleagues, now: Date): Act[] =>
  deploys.map((story) => {
    const at = beginningOf(story.begins, story.zone ?? poolZone, now);
    return { at, do: () => record(story, colleagues, at) };
  });

async function record(story: DeployStory, colleagues: Colleagues, at: Date): Promise<void> {
  const { service, environment, kind, version, summary, source, by } = story;
  const context = colleagues.as(by, at);
  const actor = { ...context.actor, name: `${context.actor.name} (key “${source}”)`, via: "api" as const };
  await recordDeploy({ ...context, actor }, { service, environment, kind, version, summary, source });
}
