/** Where things are, as seen from the compiled program or from a test runner that loads the sources. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(import.meta.url);

/** The folder of package.json. */
export const PACKAGE = packageFolder(path.dirname(HERE));
/** `.js` in the compiled program, `.ts` in the sources. */
export const EXTENSION = path.extname(HERE);
/** Whether the compiled program runs, and not its sources. */
export const IS_COMPILED = EXTENSION !== '.ts';
/** The folder of the code that runs: `cli/`, `checker/` and `specs/` are in it. */
export const CODE = IS_COMPILED ? path.join(PACKAGE, 'dist') : PACKAGE;

function packageFolder(folder: string): string {
  return existsSync(path.join(folder, 'package.json'))
    ? folder
    : packageFolder(path.dirname(folder));
}
