"use client";

import type { CSSProperties } from "react";
import { errorWords } from "@/components/shell/error-kinds";

type Props = { error: unknown; retry: () => void };

// The layout itself failed, and the style sheet with it: this page brings all that it needs.
const styles = {
  html: { colorScheme: "light dark" },
  body: {
    margin: 0,
    minHeight: "100vh",
    display: "grid",
    placeItems: "center",
    background: "light-dark(#f3f6f8, #0a1013)",
    color: "light-dark(#121d25, #e9eef0)",
    font: "15px/1.5 ui-sans-serif, system-ui, sans-serif",
  },
  main: { maxWidth: "34rem", padding: "2rem 1.25rem" },
  heading: { font: "600 1.45rem/1.3 ui-sans-serif, system-ui, sans-serif", margin: "0 0 1rem" },
  button: {
    font: "inherit",
    fontWeight: 500,
    padding: "0.5rem 0.9rem",
    border: 0,
    borderRadius: 6,
    background: "light-dark(#006176, #6dcdd8)",
    color: "light-dark(#ffffff, #03171d)",
    cursor: "pointer",
  },
} satisfies Record<string, CSSProperties>;

export default function GlobalError({ error, retry }: Props) {
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "";
  const words = errorWords.fault;
  return (
    <html lang="en" style={styles.html}>
      <body style={styles.body}>
        <title>Highwater: something is broken</title>
        <main style={styles.main}>
          <h1 style={styles.heading}>{words.title}</h1>
          <p>{words.happened}</p>
          <p>{words.kept}</p>
          <p>{words.next}</p>
          {digest ? (
            <p>
              Reference <code>{digest}</code>
            </p>
          ) : null}
          <button type="button" style={styles.button} onClick={() => retry()}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
