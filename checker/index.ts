/** Fencepost as a library: describe a protocol, search its whole state space, read what breaks. */

export {
  type Checkpoint,
  readCheckpoint,
  recordFile,
  statesPlace,
} from './checkpoint/file.ts';
export type { SearchRecord } from './checkpoint/record.ts';
export { restoreSearch } from './checkpoint/restore.ts';
export { isSavable, saveSearch } from './checkpoint/save.ts';
export { DiskError } from './disk/arena.ts';
export type { DiskPlace } from './disk/disk.ts';
export { isShort } from './parallel/short.ts';
export {
  advanceTeam,
  disband,
  type Invitation,
  joinTeam,
  startTeam,
  type Team,
} from './parallel/team.ts';
export { isInMemory, teamSize } from './parallel/worth.ts';
export {
  advanceRecovery,
  type Recovered,
  recoveryProgress,
  stopRecovery,
} from './recovery/recovery.ts';
export {
  type ActionJson,
  actionToJson,
  COUNTEREXAMPLE_FORMAT,
  type Counterexample,
  counterexampleOf,
  DEADLOCK_CLAIM,
  type Origin,
  type StepJson,
  stepsToJson,
} from './replay/counterexample.ts';
export { type Followed, followActions } from './replay/follow.ts';
export { CounterexampleError, readCounterexample } from './replay/read.ts';
export { type Mismatch, type Replay, replay } from './replay/replay.ts';
export { type Reshaped, reshapedSince } from './replay/shape.ts';
export { mapOver, put, removeAt } from './schema/containers.ts';
export { individuals } from './schema/domain.ts';
export { fromJson, type Json, toJson } from './schema/json.ts';
export {
  bag,
  bool,
  type IdentitySchema,
  type IntSchema,
  identity,
  int,
  list,
  mapOf,
  oneOf,
  optional,
  type RecordSchema,
  record,
  type Schema,
  setOf,
  union,
} from './schema/kinds.ts';
export { SchemaError } from './schema/layout.ts';
export { hint, nearest } from './schema/nearest.ts';
export { DomainError } from './schema/plain.ts';
export * from './schema/sets.ts';
export {
  type Difference,
  differences,
  foldedStateLines,
  stateLines,
  toText,
} from './schema/text.ts';
export type {
  Draft,
  Identity,
  MutableSequence,
  Sequence,
  SetOf,
  TotalMap,
  Value,
} from './schema/value.ts';
export { findsShortest, ORDERS, type Order } from './search/order.ts';
export type {
  Counts,
  DiskUse,
  FaultsCovered,
  Finding,
  Invalid,
  Limit,
  Outcome,
  TraceStep,
  Verdict,
} from './search/outcome.ts';
export { placeText } from './search/place.ts';
export type { Search, SearchOptions } from './search/progress.ts';
export { outcomeOf } from './search/report.ts';
export { advance, countsOf, createSearch, stopSearch } from './search/search.ts';
export { breaksAtEnd, EngineError } from './search/trace.ts';
export { type Ahead, createAhead } from './simulate/ahead.ts';
export { type Simulated, simulated } from './simulate/outcome.ts';
export { SEEDS } from './simulate/random.ts';
export { walkAhead } from './simulate/scout.ts';
export {
  advanceSimulation,
  createSimulation,
  type Simulation,
  type SimulationCounts,
  type SimulationOptions,
  stopSimulation,
} from './simulate/simulation.ts';
export type { ComponentCount } from './stats/counter.ts';
export {
  advanceCounting,
  type Counting,
  countedComponents,
  countingProgress,
  createCounting,
} from './stats/counting.ts';
export { type Estimate, estimateStates } from './stats/growth.ts';
export { type Levels, levelsOf } from './stats/levels.ts';
export { type ActionCount, actionCountsOf } from './stats/report.ts';
export { renamedTypes } from './symmetry/renamings.ts';
export { type SymmetryAudit, symmetryAuditOf } from './symmetry/report.ts';
export { type Action, actionsOn, withoutCondition } from './system/action.ts';
export {
  ConstantError,
  type ConstantRange,
  type ConstantRanges,
  type Constants,
  resolveConstants,
  withDefaults,
} from './system/constants.ts';
export { ModelError } from './system/errors.ts';
export { actorOf, type Instance, instancesOf, instanceText } from './system/instances.ts';
export { defineModel, judging, type Model } from './system/model.ts';
export { unknownPart } from './system/parts.ts';
export { DEADLOCK, type Property, propertiesOf } from './system/property.ts';
export { type DeepProfile, defineSpec, type Expectation, type Spec } from './system/spec.ts';
export { blockedBy, canonical, stepTo } from './system/step.ts';
export { checkRules, type Rules, type RulesOf, type Switches } from './system/switches.ts';
export { checkModel } from './system/wellFormed.ts';
