import { recommendedPassword, shortestPassword } from "@/lib/people/passwords/rules";

/** What to know before choosing a password. */
export const passwordHint = `At least ${shortestPassword} characters; ${recommendedPassword} or more are better. A short sentence is good.`;
