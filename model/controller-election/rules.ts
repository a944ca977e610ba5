/**
 * What history changed in how a ZooKeeper-era cluster elects its controller and fences the old one: a
 * switch for each thing, and its sets by version. Read from KafkaController.scala, KafkaZkClient.scala
 * and, until 1.0, zkclient.
 */
import type { RulesOf, Switches } from '../../checker/index.ts';

export const CONTROLLER_ELECTION_SWITCHES = {
  /**
   * - `two-step-swallow` (until 1.0): create `/controller`, then read and conditionally raise
   *   `/controller_epoch`. When that fails, `incrementControllerEpoch` logs the exception and the broker
   *   goes on as controller with the epoch that it read.
   * - `two-step` (1.1 to 2.0): the same, but the ControllerMovedException gets out, and it resigns.
   * - `atomic` (KAFKA-6082, 2.1): one transaction creates the one and raises the other.
   */
  controllerElection: ['two-step-swallow', 'two-step', 'atomic'],
  /**
   * - `retry-in-new-session` (zkclient, until 1.0): a request on an expired session waits for the new
   *   one and is sent again in it, by a thread that does not know.
   * - `expire-first` (1.1): a request on an expired session fails, and there is no new session before
   *   the controller has finished the event under way and resigned.
   */
  session: ['retry-in-new-session', 'expire-first'],
  /**
   * - `partition-cas` (until 2.0): a write of partition state is conditional on that znode's version.
   * - `epoch-check` (KAFKA-6082, 2.1): and on the version of `/controller_epoch`.
   */
  controllerWriteFence: ['partition-cas', 'epoch-check'],
  /**
   * How a controller that fails gives up `/controller`: whoever's it is by then (until 2.0), or only if
   * it is still its own, with a check of the epoch (KAFKA-6082, 2.1).
   */
  controllerZnodeDelete: ['unconditional', 'epoch-check'],
  /** Whether brokers reject commands with a controller epoch below the highest that they have seen. */
  brokerControllerEpochCheck: [false, true],
} as const satisfies Switches;

export type ControllerElectionRules = RulesOf<typeof CONTROLLER_ELECTION_SWITCHES>;

export const UNTIL_1_0: ControllerElectionRules = {
  controllerElection: 'two-step-swallow',
  session: 'retry-in-new-session',
  controllerWriteFence: 'partition-cas',
  controllerZnodeDelete: 'unconditional',
  brokerControllerEpochCheck: true,
};

/** 1.1 to 2.0, with the asynchronous ZooKeeper client. */
export const FROM_1_1: ControllerElectionRules = {
  ...UNTIL_1_0,
  controllerElection: 'two-step',
  session: 'expire-first',
};

export const FROM_2_1: ControllerElectionRules = {
  ...FROM_1_1,
  controllerElection: 'atomic',
  controllerWriteFence: 'epoch-check',
  controllerZnodeDelete: 'epoch-check',
};
