/** `fencepost show`: one spec, its bounds, claims and rules. */
import { resolveConstants } from '../../checker/index.ts';
import { type ExitCode, OK } from '../exit-codes.ts';
import { shownSpec } from '../render/json.ts';
import { showLines } from '../render/show.ts';
import { counterpartOf } from '../specs/counterpart.ts';
import { selectSpec } from '../specs/select.ts';
import { buildModel } from '../specs/validate.ts';
import type { Terminal } from '../terminal.ts';

export async function show(
  pattern: string,
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { spec, reference } = await selectSpec(pattern);
  const model = buildModel(spec, resolveConstants(spec.constants));
  const counterpart = await counterpartOf(reference, model);
  terminal.print(
    options.json === true
      ? [JSON.stringify(shownSpec(spec, model, counterpart))]
      : showLines(spec, model, counterpart, terminal.width, terminal.paint),
  );
  return OK;
}
