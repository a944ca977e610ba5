import { describe, expect, it } from 'vitest';
import { ModelError } from './errors.ts';
import { checkRules, type RulesOf, type Switches } from './switches.ts';

const SWITCHES = { expand: ['hw', 'hw+leso'], fenced: [false, true] } as const satisfies Switches;

const check = (rules: object) => () => checkRules('m', SWITCHES, rules as RulesOf<typeof SWITCHES>);

describe('checkRules', () => {
  it.each([
    { expand: 'hw', fenced: false },
    { fenced: true, expand: 'hw+leso' },
  ])('takes %j', (rules) => {
    expect(check(rules)).not.toThrow();
  });

  it.each([
    [
      { expand: 'hw', expnd: 'hw', fenced: true },
      "m has no rule switch 'expnd'; did you mean 'expand'? It has expand, fenced",
    ],
    [
      { expand: 'wh', fenced: true },
      "the rule switch expand of m cannot be 'wh'; it takes 'hw', 'hw+leso'; did you mean 'hw'?",
    ],
    [
      { expand: 'hw', fenced: 'true' },
      "the rule switch fenced of m cannot be 'true'; it takes false, true.",
    ],
    [
      { expand: undefined, fenced: true },
      "the rule switch expand of m cannot be undefined; it takes 'hw', 'hw+leso'.",
    ],
    [{ expand: 'hw' }, 'the rules of m do not set the switch fenced; it takes false, true'],
    [
      { expand: 'toString', fenced: true },
      "the rule switch expand of m cannot be 'toString'; it takes 'hw', 'hw+leso'.",
    ],
    [
      { expand: 'hw', fenced: true, toString: 'hw' },
      "m has no rule switch 'toString'. It has expand, fenced",
    ],
  ])('refuses %j', (rules, message) => {
    expect(check(rules)).toThrow(new ModelError(message));
  });
});
