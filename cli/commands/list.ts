/** `fencepost list`: every spec that comes with Fencepost. */
import { hint } from '../../checker/index.ts';
import { UsageError } from '../errors.ts';
import { type ExitCode, OK } from '../exit-codes.ts';
import { listedSpec } from '../render/json.ts';
import { listLines } from '../render/list.ts';
import { selectSpecs } from '../specs/select.ts';
import type { Terminal } from '../terminal.ts';

const EVERYTHING = 'specs';

export interface ListOptions {
  readonly tag?: string;
  readonly json?: boolean;
}

export async function list(options: ListOptions, terminal: Terminal): Promise<ExitCode> {
  const { tag } = options;
  const all = (await selectSpecs([EVERYTHING])).map(({ spec }) => listedSpec(spec));
  const tags = [...new Set(all.flatMap((spec) => spec.tags))];
  if (tag !== undefined && !tags.includes(tag))
    throw new UsageError(`no spec has the tag '${tag}'${hint(tag, tags)}`);
  const chosen = tag === undefined ? all : all.filter((spec) => spec.tags.includes(tag));
  terminal.print(
    options.json === true
      ? [JSON.stringify(chosen)]
      : listLines(chosen, terminal.width, terminal.paint),
  );
  return OK;
}
