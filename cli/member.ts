/** A thread that makes the model of a plan, and joins the team that searches it. */
import { setImmediate } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { joinTeam } from '../checker/index.ts';
import { modelOf } from './plan.ts';
import { plannedSpec } from './planned.ts';
import type { MemberData } from './threads.ts';

const { plan, invitation } = workerData as MemberData;
const spec = await plannedSpec(plan);
// In a team it never comes to what its file has left behind: a promise that was rejected, and that nobody awaits.
await setImmediate();
joinTeam(modelOf(spec, plan.options), invitation);
