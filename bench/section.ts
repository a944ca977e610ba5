/** A part of a page that a script writes, between two comments that a reader does not see. */
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The page with another text between `<!-- name: begin -->` and `<!-- name: end -->`.
 * @throws RangeError when the page does not have both, in that order.
 */
export function withSection(page: string, name: string, text: string): string {
  const begin = `<!-- ${name}: begin -->\n`;
  const start = page.indexOf(begin);
  const end = page.indexOf(`<!-- ${name}: end -->`, start);
  if (start === -1 || end === -1)
    throw new RangeError(`the page has no section between the comments of ${name}`);
  return `${page.slice(0, start + begin.length)}${text}${page.slice(end)}`;
}

export function writeSection(file: string, name: string, text: string): void {
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), name, text));
}
