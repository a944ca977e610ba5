/** Rows of cells in columns: names on the left, numbers to the right. */
import { widest } from './layout.ts';

const GAP = 2;
/** A name gives way to the numbers, down to this. */
const NARROWEST_NAME = 12;

/** Lays out rows of a name and numbers within `width`; names that do not fit are cut short. */
export function columns(rows: readonly (readonly string[])[], width: number): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    widest(rows.map((row) => row[column] ?? '')),
  );
  const numbers = widths.slice(1).reduce((sum, one) => sum + one + GAP, 0);
  const name = Math.min(widths[0] ?? 0, Math.max(NARROWEST_NAME, width - numbers));
  return rows.map(([first = '', ...others]) =>
    [
      shortened(first, name).padEnd(name),
      ...others.map((cell, nth) => cell.padStart((widths[nth + 1] ?? 0) + GAP)),
    ]
      .join('')
      .trimEnd(),
  );
}

function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 3)}...`;
}
