"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { between, snap, stopByKey } from "./cursor-stops";
import type { Cursor } from "./time-cursor";
import type { Span } from "./types";

type Options = {
  cursor: Cursor;
  stops: readonly number[];
  stepMs: number;
  span: Span;
  /** Goes to a stretch of time; without it nothing can be marked. */
  zoom: ((span: Span) => void) | undefined;
};

type Mark = { anchor: number; at: number; x: number; dragged: boolean };

/** Nearer together, two points of a drag are one click. */
const click = 5;

/**
 * The cursor and the marking of a stretch of time, by pointer and by keyboard. A finger moves the cursor alone:
 * what it marks it would hide.
 */
export function useBrush({ cursor, stops, stepMs, span, zoom }: Options) {
  const [mark, setMark] = useState<Mark | null>(null);
  const marked = mark?.dragged ? between(mark.anchor, mark.at, stepMs, span) : null;

  const timeOf = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const share = width > 0 ? Math.min(1, Math.max(0, (clientX - left) / width)) : 0;
    return snap(span.from + share * (span.to - span.from), stops, stepMs);
  };
  const go = (to: Span) => {
    setMark(null);
    zoom?.(to);
  };

  return {
    marked,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const at = timeOf(event);
        cursor.move(at);
        if (event.button !== 0 || event.pointerType === "touch") return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setMark(zoom ? { anchor: at, at, x: event.clientX, dragged: false } : null);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const at = timeOf(event);
        if (at !== cursor.at) cursor.move(at);
        if (mark && event.currentTarget.hasPointerCapture(event.pointerId))
          setMark({ ...mark, at, dragged: mark.dragged || Math.abs(event.clientX - mark.x) >= click });
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        event.currentTarget.releasePointerCapture(event.pointerId);
        if (marked) go(marked);
        else setMark(null);
      },
      onPointerCancel: () => setMark(null),
      onPointerLeave: (event: PointerEvent<HTMLElement>) => {
        if (event.pointerType !== "touch" && event.currentTarget !== document.activeElement)
          cursor.move(null);
      },
      onBlur: () => {
        setMark(null);
        cursor.move(null);
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.metaKey || event.ctrlKey || event.altKey) return;
        const next = stopByKey(event.key, cursor.at, stops);
        if (next !== undefined) {
          event.preventDefault();
          cursor.move(next);
          const anchor = mark?.anchor ?? cursor.at ?? next;
          setMark(event.shiftKey && zoom ? { anchor, at: next, x: 0, dragged: true } : null);
        } else if (event.key === "Enter" && marked) {
          event.preventDefault();
          go(marked);
        } else if (event.key === "Escape" && (mark || cursor.at !== null)) {
          event.preventDefault();
          event.stopPropagation();
          if (mark) setMark(null);
          else cursor.move(null);
        }
      },
    },
  };
}
