/** Durability as a model: its state, the rules of a version, the settings, and what they claim. */
import { checkRules, defineModel, type Model } from '../../checker/index.ts';
import { clientActions } from './clients.ts';
import { crashActions } from './crashes.ts';
import { dangers } from './dangers.ts';
import { electionActions } from './election.ts';
import { followerActions } from './follower.ts';
import { incHighWatermark } from './highWatermark.ts';
import { isrActions } from './isr.ts';
import { minIsrProperties } from './minIsr.ts';
import { durabilityProperties } from './properties.ts';
import { recoveryProperties } from './recovery.ts';
import { DURABILITY_SWITCHES, type DurabilityRules } from './rules.ts';
import { type DurabilityConstants, durabilitySchema, initialStates } from './state.ts';

/** @throws ModelError for a rule switch or a value of one that does not exist. */
export function durabilityModel(rules: DurabilityRules, constants: DurabilityConstants): Model {
  checkRules('durability', DURABILITY_SWITCHES, rules);
  const schema = durabilitySchema(constants);
  return defineModel({
    name: 'durability',
    state: schema,
    initial: initialStates(schema),
    actions: [
      ...clientActions(schema, rules, constants),
      ...followerActions(schema, rules, constants),
      incHighWatermark(schema, rules, constants),
      ...isrActions(schema, rules, constants),
      ...crashActions(schema, constants),
      ...electionActions(schema, rules, constants),
    ],
    properties: [
      ...durabilityProperties(schema, rules, constants),
      ...minIsrProperties(schema, constants),
      ...recoveryProperties(schema),
      ...dangers(schema, rules, constants),
    ],
    // Records, epochs and crashes are bounded. A broker may halt again and again, which is a cycle.
    deadlock: 'allowed',
    rules,
  });
}
