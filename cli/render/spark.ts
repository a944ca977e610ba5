/** A row of numbers as a row of bars. */

const BARS = '▁▂▃▄▅▆▇█';

/**
 * One bar a number, the largest the highest; what is not 0 is never without a bar. Of more numbers than
 * fit, as many at a time are one bar as it takes, and the highest of them counts.
 */
export function sparkline(numbers: readonly number[], width: number): string {
  const together = Math.max(1, Math.ceil(numbers.length / width));
  const heights = Array.from({ length: Math.ceil(numbers.length / together) }, (_, bar) =>
    Math.max(...numbers.slice(bar * together, (bar + 1) * together)),
  );
  const highest = Math.max(1, ...heights);
  return heights
    .map((height) =>
      height === 0 ? ' ' : BARS.charAt(Math.ceil((height / highest) * BARS.length) - 1),
    )
    .join('');
}
