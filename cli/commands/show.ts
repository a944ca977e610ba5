/** `fencepost show`: one spec, its bounds, claims and rules. */
import { type ExitCode, OK } from '../exit-codes.ts';
import { constantsOf } from '../plan.ts';
import { shownSpec } from '../render/json.ts';
import { showLines } from '../render/show.ts';
import { counterpartOf } from '../specs/counterpart.ts';
import { selectSpec } from '../specs/select.ts';
import { buildModel } from '../specs/validate.ts';
import type { Terminal } from '../terminal.ts';

export interface ShowOptions {
  readonly deep?: boolean;
  readonly set?: Readonly<Record<string, number>>;
  readonly json?: boolean;
}

export async function show(
  pattern: string,
  options: ShowOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { spec, reference } = await selectSpec(pattern);
  const constants = constantsOf(spec, { deep: options.deep ?? false, set: options.set ?? {} });
  const model = buildModel(spec, constants);
  const counterpart = await counterpartOf(reference, model);
  terminal.print(
    options.json === true
      ? [JSON.stringify(shownSpec(spec, constants, model, counterpart))]
      : showLines({ spec, constants, model, counterpart }, terminal.width, terminal.paint),
  );
  return OK;
}
