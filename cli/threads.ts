/** The threads of a run beside its first one. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Invitation } from '../checker/index.ts';
import type { StartThread } from './crew.ts';
import { CODE } from './paths.ts';
import type { Plan } from './plan.ts';

/** What a thread is given: the model to make, and the team to join. */
export interface ThreadData {
  readonly plan: Plan;
  readonly invitation: Invitation;
}

const MEMBER = path.join(CODE, 'cli/member.js');

export function threadsFor(plan: Plan): StartThread {
  return (invitation, ports) => {
    const workerData: ThreadData = { plan, invitation };
    return new Worker(MEMBER, { workerData, transferList: ports });
  };
}
