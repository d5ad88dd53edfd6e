import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import SignInPage from "@/app/(auth)/sign-in/page";

const asked = vi.hoisted(() => ({ host: "" }));

vi.mock("next/headers", () => ({ headers: async () => new Headers({ host: asked.host }) }));
vi.mock("@/app/(auth)/actions", () => ({ submitSignIn: vi.fn() }));
vi.mock("@/lib/web/session", () => ({ currentSession: async () => ({ session: null }) }));
vi.mock("@/lib/people/invitations/queries", () => ({ isFirstRun: async () => false }));

/** What the page says to a browser that asked this host of an installation with this address. */
async function shown(host: string, ownUrl: string): Promise<string> {
  asked.host = host;
  vi.stubEnv("HIGHWATER_URL", ownUrl);
  const search = { callbackUrl: undefined, notice: undefined, error: undefined };
  return renderToStaticMarkup(await SignInPage({ searchParams: Promise.resolve(search) }));
}

afterEach(() => {
  vi.unstubAllEnvs();
});

const warning = "This connection is not encrypted";

test("who signs in from another machine without TLS is told that others can read the password, and what helps", async () => {
  const page = await shown("highwater.example.org", "http://highwater.example.org");
  expect(page).toContain(warning);
  expect(page).toContain("Anybody on the way can read the password.");
  expect(page).toContain("set HIGHWATER_URL to its https address");
  expect(page, "and can sign in all the same").toContain('name="password"');
});

test.each([
  ["behind TLS", "highwater.example.org", "https://highwater.example.org"],
  ["on the machine itself", "localhost:3000", "http://highwater.example.org"],
])("%s nothing is said of it", async (_, host, ownUrl) => {
  const page = await shown(host, ownUrl);
  expect(page).toContain('name="password"');
  expect(page).not.toContain(warning);
});
