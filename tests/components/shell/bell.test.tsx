import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Bell } from "@/components/shell/bell";
import { latestUnread } from "@/components/shell/unread";

const shown = (unread: number) =>
  renderToStaticMarkup(<Bell href="/inbox" made={{ unread, at: 0 }} unreadHref="/inbox/unread" />);

describe("the bell", () => {
  it.each([
    [1, "Inbox, 1 unread", "1"],
    [99, "Inbox, 99 unread", "99"],
    [100, "Inbox, 99+ unread", "99+"],
  ])("with %i unread is named %j, and shows it to the eye alone", (unread, name, badge) => {
    const html = shown(unread);
    expect(html).toMatch(new RegExp(`<a [^>]*aria-label="${name.replace("+", "\\+")}"`));
    expect(html.match(/<span aria-hidden="true"[^>]*>([^<]*)<\/span>/)?.[1]).toBe(badge);
    expect(html).toMatch(/<svg[^>]*aria-hidden="true"/);
  });

  it("with nothing unread is the inbox and shows no number", () => {
    expect(shown(0)).toContain('aria-label="Inbox"');
    expect(shown(0)).not.toContain("<span");
  });

  it("goes by the later of what the frame was made with and what it asked since", () => {
    const made = { unread: 0, at: 10 };
    expect(latestUnread(made, null)).toBe(made);
    const heard = { unread: 1, at: 20 };
    expect(latestUnread(made, heard)).toBe(heard);
    // Read meanwhile: the frame is made anew, and says the same as before it heard of anything.
    const anew = { unread: 0, at: 30 };
    expect(latestUnread(anew, heard)).toBe(anew);
  });
});
