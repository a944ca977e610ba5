/** The version of this program. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PACKAGE } from './paths.ts';

export const { version: VERSION } = JSON.parse(
  readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'),
) as { readonly version: string };
