export type Side = "top" | "bottom" | "left" | "right";

type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

const gap = 6;
const margin = 8;
const opposite: Record<Side, Side> = { top: "bottom", bottom: "top", left: "right", right: "left" };

/**
 * Where something of `size` stands beside `anchor`, in pixels of the window: centred on the wanted side, on
 * the other one where it would not fit, and never over the window's edge.
 */
export function placeBeside(
  anchor: Box,
  size: Size,
  side: Side,
  window: Size,
): { left: number; top: number } {
  const wanted = beside(anchor, size, side);
  const place = fits(wanted, size, window) ? wanted : beside(anchor, size, opposite[side]);
  const within = (value: number, most: number) => Math.max(margin, Math.min(value, most - margin));
  return {
    left: within(place.left, window.width - size.width),
    top: within(place.top, window.height - size.height),
  };
}

function beside(anchor: Box, size: Size, side: Side) {
  const left = anchor.left + (anchor.width - size.width) / 2;
  const top = anchor.top + (anchor.height - size.height) / 2;
  if (side === "top") return { left, top: anchor.top - size.height - gap };
  if (side === "bottom") return { left, top: anchor.top + anchor.height + gap };
  if (side === "left") return { left: anchor.left - size.width - gap, top };
  return { left: anchor.left + anchor.width + gap, top };
}

// Only the axis on which the side lies can be cured by changing sides; the other is clamped.
function fits(place: { left: number; top: number }, size: Size, window: Size) {
  return (
    place.top >= margin &&
    place.top + size.height <= window.height - margin &&
    place.left + size.width > 0 &&
    place.left < window.width
  );
}
