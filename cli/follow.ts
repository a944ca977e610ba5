/** A stored counterexample under the rules of another spec of its model: `replay --spec`. */
import {
  DEADLOCK,
  followActions,
  type Model,
  type Property,
  reshapedSince,
  resolveConstants,
} from '../checker/index.ts';
import { UsageError } from './errors.ts';
import { type ExitCode, OK, UNEXPECTED } from './exit-codes.ts';
import { type Call, constantsFor, notesOf, replaying } from './recorded.ts';
import { followedText, stepsLines } from './render/followed.ts';
import { wrap } from './render/layout.ts';
import { builtInNames } from './specs/catalogue.ts';
import { selectSpec } from './specs/select.ts';
import { buildModel } from './specs/validate.ts';
import type { Terminal } from './terminal.ts';

/**
 * Takes its actions under the rules of another spec. Of several, where each ends is what is asked for, and not its steps.
 * @throws UsageError where the rules lack an action, a constant or the property, so that nothing follows
 */
export async function followThere(
  call: Call,
  { width, paint, print }: Terminal,
): Promise<ExitCode> {
  const { file, counterexample, spec, specArgument, single, layout } = call;
  const { constants: recorded, defaulted } = constantsFor(spec, counterexample, file);
  const cannot = `${file} cannot be followed under ${spec.name}`;
  const { constants, model } = replaying(cannot, () => {
    const resolved = resolveConstants(spec.constants, recorded);
    return { constants: resolved, model: buildModel(spec, resolved) };
  });
  if (model.name !== counterexample.model)
    throw new UsageError(
      `${file} is of spec '${counterexample.spec}', whose model is '${counterexample.model}', but '${spec.name}' has the ` +
        `model '${model.name}': give --spec a spec of the same model`,
    );
  const { property, judge } = await propertyFor(model, call);
  const followed = replaying(cannot, () => followActions(model, property, counterexample));
  const states = counterexample.steps.map(({ state }) => state);
  const notes = notesOf(reshapedSince(model.state, states), defaulted);
  const following = { file, counterexample, spec, constants, judge, notes };
  const text = followedText(followed, following);
  if (!single) print(wrap(text, width, '  '));
  else {
    const colour = followed.kind === 'breaks' ? paint.red : paint.yellow;
    const headline = wrap(text, width).map((line) => paint.bold(colour(line)));
    print([...headline, '', ...stepsLines(followed, model, following, specArgument, layout), '']);
  }
  return followed.kind === 'breaks' ? OK : UNEXPECTED;
}

/** The property that the counterexample breaks: of the model, or where its spec does not judge by it, of the spec that does. */
async function propertyFor(
  model: Model,
  { file, counterexample, spec }: Call,
): Promise<{ readonly property: Property | null; readonly judge: string | null }> {
  const { property: name, spec: own } = counterexample;
  if (name === DEADLOCK) return { property: null, judge: null };
  const named = ({ properties }: Model): Property | undefined =>
    properties.find((one) => one.name === name);
  const property = named(model);
  if (property !== undefined) return { property, judge: null };
  const judging = builtInNames().includes(own) ? (await selectSpec(own)).spec : null;
  const borrowed =
    judging === null
      ? undefined
      : named(buildModel(judging, resolveConstants(judging.constants, counterexample.constants)));
  if (borrowed !== undefined) return { property: borrowed, judge: own };
  throw new UsageError(
    `${file} breaks ${name}, by which ${spec.name} does not judge: what its rules do to that trace cannot be told`,
  );
}
