/** Controller election as a model: its state, the rules of a version, and what they claim. */
import { checkRules, defineModel, type Model } from '../../checker/index.ts';
import { controllerActions } from './controller.ts';
import { electionActions } from './election.ts';
import { environmentActions } from './environment.ts';
import { controllerElectionProperties } from './properties.ts';
import { recoverableProperties } from './recovery.ts';
import { CONTROLLER_ELECTION_SWITCHES, type ControllerElectionRules } from './rules.ts';
import {
  type ControllerElectionConstants,
  controllerElectionSchema,
  initialState,
} from './state.ts';

/** @throws ModelError for a rule switch or a value of one that does not exist. */
export function controllerElectionModel(
  rules: ControllerElectionRules,
  constants: ControllerElectionConstants,
): Model {
  checkRules('controller-election', CONTROLLER_ELECTION_SWITCHES, rules);
  const schema = controllerElectionSchema(constants);
  return defineModel({
    name: 'controller-election',
    state: schema,
    initial: [initialState(schema, constants)],
    actions: [
      ...electionActions(schema, rules),
      ...controllerActions(schema, rules),
      ...environmentActions(schema, rules),
    ],
    properties: [...controllerElectionProperties(schema), ...recoverableProperties(schema)],
    // Epochs, writes, commands and faults are bounded, so every run comes to an end.
    deadlock: 'allowed',
    rules,
  });
}
