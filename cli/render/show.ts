/** A spec in full: what it claims, its bounds, and the rules of its model. */
import { match } from 'ts-pattern';
import type {
  Action,
  ConstantRange,
  Constants,
  Model,
  Property,
  Spec,
} from '../../checker/index.ts';
import type { Counterpart } from '../specs/counterpart.ts';
import type { Paint } from '../terminal.ts';
import { constantsText } from './counterexample.ts';
import { domainText } from './domain.ts';
import { LABEL_WIDTH } from './finding.ts';
import { indented, labelled, widest, wrap } from './layout.ts';
import { expectationText } from './verdict.ts';

/** A spec, and the model that it has with these constants. */
export interface Shown {
  readonly spec: Spec;
  readonly constants: Constants;
  readonly model: Model;
  readonly counterpart: Counterpart | null;
}

export function showLines(
  { spec, constants, model, counterpart }: Shown,
  width: number,
  paint: Paint,
): string[] {
  const tags =
    spec.tags.length === 0 ? [] : labelled('Tags', spec.tags.join(', '), LABEL_WIDTH, width);
  const deadlock = model.deadlock === 'forbidden' ? 'an error' : 'not an error';
  return [
    paint.bold(spec.name),
    '',
    ...wrap(spec.title, width),
    ...wrap(spec.about, width),
    '',
    ...tags,
    ...labelled('Expected', expectationText(spec.expect), LABEL_WIDTH, width),
    ...deepLines(spec, width),
    ...compareLines(counterpart, width),
    ...labelled(
      'Deadlock',
      `a state in which no action is enabled is ${deadlock}`,
      LABEL_WIDTH,
      width,
    ),
    '',
    paint.bold('Constants, which --set changes:'),
    ...constantLines(spec, constants, width),
    '',
    ...ruleLines(model, width, paint),
    paint.bold('Properties:'),
    ...propertyLines(model, width, paint),
    '',
    paint.bold('Actions, each with the conditions under which it can happen:'),
    ...model.actions.flatMap((action) => actionLines(action, width, paint)),
  ];
}

function deepLines({ deep }: Spec, width: number): string[] {
  const text =
    deep === undefined
      ? 'none: it has no larger bounds for check --deep'
      : `${constantsText(deep.constants)}: ${expectationText(deep.expect)}`;
  return labelled('Deep', text, LABEL_WIDTH, width);
}

function compareLines(counterpart: Counterpart | null, width: number): string[] {
  if (counterpart === null) return [];
  const rules = Object.entries(counterpart.rules).map(([name, value]) => `${name} is ${value}`);
  const where = rules.length === 0 ? ', which has the same rules' : `, where ${rules.join(', ')}`;
  return labelled('Compare', `with ${counterpart.name}${where}`, LABEL_WIDTH, width);
}

function ruleLines({ rules = {} }: Model, width: number, paint: Paint): string[] {
  const names = widest(Object.keys(rules)) + 4;
  const lines = Object.entries(rules).flatMap(([name, value]) =>
    labelled(`  ${name}`, String(value), names, width),
  );
  return lines.length === 0 ? [] : [paint.bold('Rules, switches of its model:'), ...lines, ''];
}

function constantLines({ constants: ranges }: Spec, constants: Constants, width: number): string[] {
  const names = widest(Object.keys(ranges)) + 4;
  return Object.entries(ranges).flatMap(([name, range]) =>
    labelled(`  ${name}`, rangeText(range, constants[name]), names, width),
  );
}

function rangeText(
  { default: usual, min, max, about }: ConstantRange,
  value: number | undefined,
): string {
  const isUsual = value === undefined || value === usual;
  return `${isUsual ? usual : `${value}, by default ${usual}`} (${min} to ${max}): ${about}`;
}

function propertyLines({ properties }: Model, width: number, paint: Paint): string[] {
  const names = widest(properties.map(({ name }) => name)) + 4;
  return properties.flatMap((property) => {
    const { name, kind, claim } = property;
    const isAskedEverywhere = kind !== 'recoverable' || property.unless === undefined;
    const [first = '', ...rest] = labelled(
      `  ${name}`,
      `${kindText(kind)}${isAskedEverywhere ? '' : ', where it is asked for'}: ${claim}`,
      names,
      width,
    );
    return [paint.cyan(first.slice(0, names)) + first.slice(names), ...rest];
  });
}

function kindText(kind: Property['kind']): string {
  return match(kind)
    .with('always', () => 'always')
    .with('step', () => 'in every step')
    .with('sometimes', () => 'must be seen')
    .with('sometimes-step', () => 'must be seen in a step')
    .with('recoverable', () => 'whatever has happened')
    .exhaustive();
}

function actionLines(
  { name, parameters, fault, guard }: Action,
  width: number,
  paint: Paint,
): string[] {
  const inner = Object.entries(parameters).map(
    ([parameter, schema]) => `${parameter}: ${domainText(schema)}`,
  );
  const call = inner.length === 0 ? name : `${name}(${inner.join(', ')})`;
  return [
    ...indented(wrap(`${call}${fault ? ' [fault]' : ''}`, width - 2, '  '), 2).map((line) =>
      paint.cyan(line),
    ),
    ...guard.flatMap((condition) => indented(wrap(`- ${condition.name}`, width - 4, '  '), 4)),
  ];
}
