/** Behind the pages before the product: the water as it stands, and on the gauge the mark of the highest. */
export function Tide() {
  const ticks = Array.from({ length: 24 }, (_, index) => index);
  return (
    <div
      aria-hidden="true"
      data-no-print=""
      className="pointer-events-none fixed inset-0 -z-1 overflow-hidden"
    >
      <div className="absolute inset-x-0 bottom-0 h-[18dvh] border-accent-line border-t bg-accent-soft/50" />
      <div className="absolute inset-y-0 left-0 hidden flex-col justify-between py-6 md:flex">
        {ticks.map((tick) => (
          <span key={tick} className={`h-px bg-edge ${tick % 4 === 0 ? "w-6" : "w-3"}`} />
        ))}
      </div>
      <div className="absolute bottom-[38dvh] left-0 hidden h-0.5 w-28 bg-accent md:block" />
    </div>
  );
}
