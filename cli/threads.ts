/** The threads of a run beside its first one. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Ahead, Invitation } from '../checker/index.ts';
import type { StartThread } from './crew.ts';
import { CODE } from './paths.ts';
import type { Plan } from './plan.ts';

/** What a thread of a search is given: the model to make, and the team to join. */
export interface MemberData {
  readonly plan: Plan;
  readonly invitation: Invitation;
}

/** What a thread of a simulation is given: the model to make, and which walks are its own. */
export interface ScoutData {
  readonly plan: Plan;
  readonly ahead: Ahead;
  readonly id: number;
}

/** How the threads of a plan are started. */
export interface Threads {
  readonly startMember: StartThread;
  readonly startScout: (ahead: Ahead, id: number) => Worker;
}

const MEMBER = path.join(CODE, 'cli/member.js');
const SCOUT = path.join(CODE, 'cli/scout.js');

export function threadsFor(plan: Plan): Threads {
  return {
    startMember: (invitation, ports) => {
      const workerData: MemberData = { plan, invitation };
      return new Worker(MEMBER, { workerData, transferList: ports });
    },
    startScout: (ahead, id) => {
      const workerData: ScoutData = { plan, ahead, id };
      return new Worker(SCOUT, { workerData });
    },
  };
}
