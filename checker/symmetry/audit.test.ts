import { describe, expect, it } from 'vitest';
import { mapOver, put } from '../schema/containers.ts';
import { identity, int, mapOf, optional, record, setOf } from '../schema/kinds.ts';
import { add, emptySet, has, members, remove, singleton } from '../schema/sets.ts';
import type { Draft, Identity, Value } from '../schema/value.ts';
import type { Fault } from '../search/fault.ts';
import { createMachine } from '../search/machine.ts';
import { advance, createSearch } from '../search/search.ts';
import { actionsOn } from '../system/action.ts';
import { defineModel, type Model } from '../system/model.ts';
import { type Property, propertiesOf } from '../system/property.ts';
import { slotsOf } from '../system/step.ts';
import { outcomeOn } from '../testing/run.ts';
import { auditByDigest, auditSymmetry, renamingsToTry } from './audit.ts';
import { symmetryOf } from './canonical.ts';
import type { TakeSteps } from './digest.ts';
import { symmetryAuditOf } from './report.ts';

const brokerType = identity('broker', 3);
const schema = record({
  holder: optional(brokerType),
  waiting: setOf(brokerType),
  rounds: int(0, 6),
  turns: mapOf(brokerType, int(0, 2)),
});
type Broker = Identity<'broker'>;
type State = Value<typeof schema>;
type Mutable = Draft<typeof schema>;
const { always, sometimes, step, sometimesStep } = propertiesOf(schema);

interface Parts {
  readonly mayTake?: (state: State, broker: Broker) => boolean;
  readonly release?: (draft: Mutable) => void;
  readonly property?: Property;
  readonly holder?: Broker | null;
}

/** Brokers wait for a lock, take it and release it; one part of it is under test. */
function lock(parts: Parts): Model {
  const { mayTake = () => true, holder = null } = parts;
  const action = actionsOn(schema);
  const leave = (draft: Mutable): void => {
    draft.holder = null;
  };
  return defineModel({
    name: 'lock',
    state: schema,
    initial: [
      { holder, waiting: emptySet<Broker>(), rounds: 0, turns: mapOver(brokerType, () => 0) },
    ],
    deadlock: 'allowed',
    properties: parts.property === undefined ? [] : [parts.property],
    actions: [
      action('Wait', {
        parameters: { broker: brokerType },
        effect: (draft, { broker }) => {
          draft.waiting = add(draft.waiting, broker);
        },
      }),
      action('Take', {
        parameters: { broker: brokerType },
        when: {
          'it is free': (state) => state.holder === null && state.rounds < 6,
          'the broker waits': (state, { broker }) => has(state.waiting, broker),
          'it has turns left': (state, { broker }) => state.turns.at(broker) < 2,
          'under test': (state, { broker }) => mayTake(state, broker),
        },
        effect: (draft, { broker }) => {
          draft.holder = broker;
          draft.waiting = remove(draft.waiting, broker);
          draft.rounds += 1;
          put(draft.turns, broker, draft.turns.at(broker) + 1);
        },
      }),
      action('Release', {
        when: { 'it is held': (state) => state.holder !== null },
        effect: parts.release ?? leave,
      }),
    ],
  });
}

/** The individual with a number: what a model must not ask for. */
const numbered = (number: number): Broker => number as Broker;

const said = { claim: '' };
const FALSE: readonly [string, Parts, RegExp][] = [
  [
    'a guard that orders them',
    { mayTake: ({ waiting }, broker) => members(waiting).every((other) => other >= broker) },
    /not symmetric: the step Take\(broker: b\d\) has no counterpart once b\d -> b\d.* in \{holder: none, waiting: \{b\d, b\d\}/,
  ],
  [
    'an effect that takes the first of them',
    {
      release: (draft) => {
        draft.holder = members(draft.waiting)[0] ?? null;
        if (draft.holder !== null) draft.waiting = remove(draft.waiting, draft.holder);
      },
    },
    /the step Release has no counterpart/,
  ],
  [
    'an effect that counts on from one of them',
    {
      release: (draft) => {
        draft.waiting = add(draft.waiting, numbered(((draft.holder ?? 0) + 1) % 3));
        draft.holder = null;
      },
    },
    /the step Release has no counterpart/,
  ],
  [
    'a guard that has a favourite',
    { mayTake: (_, broker) => broker === 0 },
    /the step Take\(broker: b1\) has no counterpart|once .* the step Take\(broker: b1\) has no/,
  ],
  [
    'a guard that is unfair late, and to one of them',
    { mayTake: ({ rounds }, broker) => rounds < 5 || broker !== 1 },
    /Take/,
  ],
  [
    'an effect that leaves the domain for one of them',
    {
      release: (draft) => {
        if (draft.holder === 2) draft.rounds += 10;
        draft.holder = null;
      },
    },
    /Release.*leaves the domain: rounds/,
  ],
  [
    'an always property that names one of them',
    { property: always('never-b2', { ...said, holds: ({ holder }) => holder !== 1 }) },
    /property never-b2 gives another answer once b/,
  ],
  [
    'an always property that names one of them, late',
    { property: always('not-b2', { ...said, holds: (one) => one.rounds < 6 || one.holder !== 1 }) },
    /property not-b2 gives another answer once b/,
  ],
  [
    'a sometimes property that names one of them',
    { property: sometimes('once-b1', { ...said, holds: ({ holder }) => holder === 0 }) },
    /property once-b1 gives another answer/,
  ],
  [
    'a step property that names one of them',
    {
      property: step('b3-keeps-it', {
        ...said,
        holds: (before, after) => before.holder !== 2 || after.holder === 2,
      }),
    },
    /property b3-keeps-it gives another answer once .*, about the step Release/,
  ],
  [
    'a step property that names a parameter',
    {
      property: step('b1-waits-not', {
        ...said,
        holds: (_, __, { name, parameters }) => name !== 'Wait' || parameters['broker'] !== 0,
      }),
    },
    /property b1-waits-not gives another answer.* about the step Wait\(broker: b\d\)/,
  ],
  [
    'a sometimesStep property that names one of them',
    {
      property: sometimesStep('b2-takes-it', {
        ...said,
        holds: (before, after) => before.holder === null && after.holder === 1,
      }),
    },
    /property b2-takes-it gives another answer/,
  ],
];

describe('a model that does not treat its individuals alike is an invalid one', () => {
  it.each(FALSE)('%s', (_, parts, why) => {
    const outcome = outcomeOn(lock(parts), { symmetry: true });
    expect(outcome.verdict).toBe('invalid-model');
    expect(outcome.findings).toEqual([]);
    expect(outcome.invalid?.message).toMatch(why);
  });

  it.each(FALSE)('%s, in an audit of its own', (_, parts, why) => {
    const { invalid } = auditOf(lock(parts), 1_000_000);
    expect(invalid?.message).toMatch(why);
  });

  it.each(FALSE)('but only where symmetry is asked for: %s', (name, parts) => {
    const { verdict } = outcomeOn(lock(parts), {});
    expect(verdict === 'invalid-model').toBe(name.includes('leaves the domain'));
  });
});

function auditOf(model: Model, most: number) {
  const search = createSearch(model, { symmetry: true, all: true });
  while (!advance(search, 1_000));
  return symmetryAuditOf(search, most);
}

const counting = record({ count: int(0, 5_000), favourite: optional(brokerType) });
type Counting = Value<typeof counting>;

/** Counts from a state whose favourite is b2, which is never the name of the only one of its kind. */
function countingFor(mayCount: (state: Counting) => boolean, property: Property): Model {
  return defineModel({
    name: 'counting',
    state: counting,
    initial: [{ count: 0, favourite: numbered(1) }],
    deadlock: 'allowed',
    properties: [property],
    actions: [
      actionsOn(counting)('Count', {
        when: { 'it is not the end': ({ count }) => count < 5_000, 'under test': mayCount },
        effect: (draft) => {
          draft.count += 1;
        },
      }),
    ],
  });
}

describe('a trace that cannot be told blames the model, where no sample does', () => {
  // No number of a state that is sampled.
  const SOMEWHERE = 4_321;
  const properties = propertiesOf(counting);
  const is = ({ count, favourite }: Counting, broker: number): boolean =>
    count === SOMEWHERE && favourite === broker;
  it.each<[string, RegExp, (broker: number) => Model]>([
    [
      'for want of a step',
      /the step Count has no counterpart/,
      (broker) =>
        countingFor(
          (state) => state.count !== SOMEWHERE || is(state, broker),
          properties.always('low', { ...said, holds: ({ count }) => count < 5_000 }),
        ),
    ],
    [
      'for its last state',
      /property none gives another answer/,
      (broker) =>
        countingFor(
          () => true,
          properties.always('none', { ...said, holds: (state) => !is(state, broker) }),
        ),
    ],
    [
      'for its last step',
      /property none gives another answer.*the step Count/,
      (broker) =>
        countingFor(
          () => true,
          properties.step('none', { ...said, holds: (before) => !is(before, broker) }),
        ),
    ],
  ])('%s', (_, why, modelFor) => {
    const outcomes = [0, 2].map((broker) => outcomeOn(modelFor(broker), { symmetry: true }));
    // b2 is not concerned: only the search is, if it calls the favourite by that name.
    expect(outcomes.map(({ verdict }) => verdict).sort()).toEqual(['holds', 'invalid-model']);
    expect(outcomes.map(({ invalid }) => invalid?.message).join()).toMatch(why);
  });
});

it('a fault on plain data says more than what it does to a symmetry, and comes first', () => {
  const misspelt = (state: State): boolean => Reflect.get(state, 'hodler') === undefined;
  const model = lock({ mayTake: (state, broker) => misspelt(state) && broker === 0 });
  const { verdict, invalid } = outcomeOn(model, { symmetry: true });
  expect(verdict).toBe('invalid-model');
  expect(invalid?.message).toContain('hodler');
  expect(invalid?.message).not.toContain('symmetric');
});

type Audit = typeof auditSymmetry;

/** Compares one state with all renamed ones: somebody waits for the lock. */
function auditWaiting(
  audit: Audit,
  waiting: number,
  mayTake: NonNullable<Parts['mayTake']>,
): Fault | null {
  let note: (instance: number) => void = () => undefined;
  const machine = createMachine(lock({ mayTake }), (instance) => note(instance));
  const symmetry = symmetryOf(schema);
  const [initial] = machine.model.initial as State[];
  machine.loadSlots(slotsOf(schema, { ...initial, waiting: singleton(numbered(waiting)) }));
  const takeSteps: TakeSteps = (noteStep) => {
    note = noteStep;
    machine.expand(-1);
    machine.batch.pending = 0;
  };
  return audit({ machine, symmetry, takeSteps }, renamingsToTry(symmetry, 0));
}

describe.each<[string, Audit]>([
  ['step by step', auditSymmetry],
  ['by digests', auditByDigest],
])('a state is compared with renamed ones %s', (_, audit) => {
  it('and a model that throws where it did not before is at fault, not this program', () => {
    const fault = auditWaiting(audit, 0, () => {
      throw new Error('enough');
    });
    expect(fault?.message).toBe('Take(broker: b1) threw Error: enough');
  });

  it.each([
    [
      'a step that they do not have',
      0,
      /not symmetric: the step Take\(broker: b1\) has no counter/,
    ],
    [
      'a step that it does not have',
      2,
      /not symmetric: once b\d -> .* the step Take\(broker: b1\) has/,
    ],
  ])('both ways: %s', (__, waiting, why) => {
    const fault = auditWaiting(audit, waiting, (___, broker) => broker === 0);
    expect(fault?.message).toMatch(why);
    expect(fault?.instance?.action.name).toBe('Take');
  });
});

// Once in the state itself, the second time in the first one that is renamed.
it.each([1, 2])('a model that throws only once is at fault, when asked for the time %d', (nth) => {
  let times = 0;
  const fault = auditWaiting(auditByDigest, 0, () => {
    times += 1;
    if (times === nth) throw new Error('enough');
    return true;
  });
  expect(fault?.message).toBe('the model threw Error: enough, once and not again');
});

// In the first digests what a property said and who had been elected cancelled out: both elections break it from b2, none from b1.
it.each([0, 1])('a property of whoever led before is found out, number %d', (number) => {
  const broker = identity('broker', 2);
  const election = record({ leader: optional(broker) });
  const model = defineModel({
    name: 'election',
    state: election,
    initial: [{ leader: null }],
    deadlock: 'allowed',
    properties: [
      propertiesOf(election).step('not-after-it', {
        ...said,
        holds: (before) => before.leader !== number,
      }),
    ],
    actions: [
      actionsOn(election)('Elect', {
        parameters: { broker },
        effect: (draft, parameters) => {
          draft.leader = parameters.broker;
        },
      }),
    ],
  });
  expect(outcomeOn(model, { symmetry: true }).verdict).toBe('invalid-model');
});

it('a property that names one of them where nothing happens is found out', () => {
  const broker = identity('broker', 2);
  const election = record({ leader: optional(broker) });
  const model = defineModel({
    name: 'elected',
    state: election,
    initial: [{ leader: 0 as Identity<'broker'> }],
    deadlock: 'allowed',
    properties: [
      propertiesOf(election).sometimes('b1', { ...said, holds: (state) => state.leader === 0 }),
    ],
    actions: [
      actionsOn(election)('Resign', { when: { never: () => false }, effect: () => undefined }),
    ],
  });
  const { invalid } = outcomeOn(model, { symmetry: true });
  expect(invalid?.message).toContain('property b1 gives another answer');
});

describe('a state is compared', () => {
  it('under some renamings in turn where there are many, and never under none that changes', () => {
    const symmetry = symmetryOf(record({ who: identity('broker', 5) }));
    const tried = Array.from({ length: 15 }, (_, nth) => renamingsToTry(symmetry, nth)).flat();
    expect(new Set(tried)).toEqual(new Set(symmetry.renamings.slice(1)));
    expect(renamingsToTry(symmetryOf(schema), 3)).toHaveLength(5);
  });
});

describe('a model that treats its individuals alike passes', () => {
  it.each<[string, Parts]>([
    ['as it is', {}],
    ['from a state with a favourite', { holder: numbered(1) }],
    [
      'with a property of any two of them',
      {
        property: always('fair', {
          ...said,
          holds: ({ turns }) => turns.every((one) => turns.every((other) => one - other < 3)),
        }),
      },
    ],
    [
      'with a step property of a parameter',
      {
        property: step('the-holder-took-it', {
          ...said,
          holds: (_, after, { name, parameters }) =>
            name !== 'Take' || after.holder === parameters['broker'],
        }),
      },
    ],
  ])('%s', (_, parts) => {
    const { invalid, audited, renamings } = auditOf(lock(parts), 1_000_000);
    expect(invalid).toBeNull();
    expect(renamings).toBe(5);
    expect(audited).toBe(outcomeOn(lock(parts), { symmetry: true }).counts.distinct);
    expect(outcomeOn(lock(parts), { symmetry: true }).verdict).toBe('holds');
  });

  it('is compared in as many states as are asked for', () => {
    const { audited } = auditOf(lock({}), 20);
    expect(audited).toBeGreaterThan(10);
    expect(audited).toBeLessThanOrEqual(20);
  });
});
