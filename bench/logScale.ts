/** An axis on which each decade takes as much room as any other. */

export interface LogScale {
  /** Where on the picture a value lies. */
  at(value: number): number;
  /** The powers of ten within, and of a short axis 2 and 5 times them too. */
  readonly ticks: readonly number[];
}

/**
 * @param values what the axis has to hold, with a margin.
 * @param from where on the picture the axis begins, and `to`, where it ends.
 */
export function logScale(values: readonly number[], from: number, to: number): LogScale {
  const margin = 1.7;
  const low = Math.log10(Math.min(...values) / margin);
  const high = Math.log10(Math.max(...values) * margin);
  const at = (value: number): number =>
    from + ((to - from) * (Math.log10(value) - low)) / (high - low);
  const steps = high - low < 4 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let decade = Math.floor(low); decade <= high; decade++) {
    // Parsed, since 10 ** -1 times 2 is not always 0.2.
    for (const step of steps) ticks.push(Number(`${step}e${decade}`));
  }
  return { at, ticks: ticks.filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high) };
}

/** `10⁵` */
export function powerText(value: number): string {
  const digits = String(Math.round(Math.log10(value)));
  return `10${[...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`;
}
