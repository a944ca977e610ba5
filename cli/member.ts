/** A thread that makes the model of a plan, and joins the team that searches it. */
import { workerData } from 'node:worker_threads';
import { joinTeam } from '../checker/index.ts';
import { modelOf } from './plan.ts';
import { plannedSpec } from './planned.ts';
import type { MemberData } from './threads.ts';

const { plan, invitation } = workerData as MemberData;
const model = modelOf(await plannedSpec(plan), plan.options);
joinTeam(model, invitation);
