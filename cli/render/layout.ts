/** Lines of text: wrapped words, aligned columns. Paint cells only after they are laid out. */
import { thousands } from '../numbers.ts';

/** `2 good, 1 bad`: how many there are of each kind, those of which there is none left out. */
export function countsText<Kind extends string>(
  kinds: readonly Kind[],
  found: readonly Kind[],
): string {
  return kinds
    .map((kind) => ({ kind, number: found.filter((one) => one === kind).length }))
    .filter(({ number }) => number > 0)
    .map(({ kind, number }) => `${number} ${kind}`)
    .join(', ');
}

/** Breaks text at spaces into lines of at most `width`; lines after the first are indented. */
export function wrap(text: string, width: number, indent = ''): string[] {
  return fill(text.split(' '), width, indent, ' ');
}

/** Puts as many pieces on a line as fit, `separator` between them, also at the end of a line. */
export function fill(
  pieces: readonly string[],
  width: number,
  indent: string,
  separator: string,
): string[] {
  const lines: string[] = [];
  let line = '';
  let empty = true;
  for (const [nth, piece] of pieces.entries()) {
    const tail = nth < pieces.length - 1 ? separator.trimEnd() : '';
    if (!empty && line.length + separator.length + piece.length + tail.length > width) {
      lines.push(line + separator.trimEnd());
      line = indent;
      empty = true;
    }
    line += empty ? piece : separator + piece;
    empty = false;
  }
  return [...lines, line];
}

/** Breaks a value's text outside of brackets, or else after commas, or else at any space. */
export function brokenUp(text: string, width: number, indent: string): string[] {
  const again = (lines: readonly string[], pieces: (line: string) => string[], separator: string) =>
    lines.flatMap((line) =>
      line.length > width ? fill(pieces(line), width, indent, separator) : [line],
    );
  const outside = again([text], outsideBrackets, ' ');
  const atCommas = again(outside, (line) => line.split(', '), ', ');
  return again(atCommas, (line) => line.split(' '), ' ');
}

/** The parts between the spaces that are in no pair of brackets. */
function outsideBrackets(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === ' ' && depth === 0) {
      parts.push('');
      continue;
    }
    if ('{[('.includes(character)) depth += 1;
    if ('}])'.includes(character)) depth -= 1;
    parts.push(parts.pop() + character);
  }
  return parts;
}

/** Every line behind as many spaces. */
export function indented(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(spaces) + line));
}

/** A label, and text in a column beside it. */
export function labelled(label: string, text: string, labelWidth: number, width: number): string[] {
  return beside(label, wrap(text, width - labelWidth), labelWidth);
}

/** Lines beside a label that stands before the first of them. */
export function beside(label: string, lines: readonly string[], labelWidth: number): string[] {
  return lines.map((line, nth) => (nth === 0 ? label : '').padEnd(labelWidth) + line);
}

/** How wide the widest cell is. */
export function widest(cells: readonly string[]): number {
  return Math.max(0, ...cells.map((cell) => cell.length));
}

/** `1 step`, `1,929,153 transitions` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}
