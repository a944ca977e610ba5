/** `fencepost list`: the specs that come with Fencepost, or some of them. */
import { type ExitCode, OK } from '../exit-codes.ts';
import { listedSpec } from '../render/json.ts';
import { listLines } from '../render/list.ts';
import { searched } from '../specs/search.ts';
import { EVERYTHING, selectSpecs, withTag } from '../specs/select.ts';
import type { Terminal } from '../terminal.ts';

export interface ListOptions {
  readonly tag?: string;
  readonly json?: boolean;
}

/** @param patterns which specs, or words that they speak of; all that come with Fencepost, if there are none */
export async function list(
  patterns: readonly string[],
  { tag, json }: ListOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const all = await selectSpecs(patterns.length === 0 ? [EVERYTHING] : await searched(patterns));
  const chosen = tag === undefined ? all : withTag(all, tag);
  terminal.print(
    json === true
      ? [JSON.stringify(chosen.map(({ spec }) => listedSpec(spec)))]
      : listLines(
          chosen.map(({ spec, label }) => ({ ...listedSpec(spec), name: label })),
          terminal.width,
          terminal.paint,
        ),
  );
  return OK;
}
