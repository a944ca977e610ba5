/** A thread that makes the model of a plan, and joins the team that searches it. */
import { workerData } from 'node:worker_threads';
import { joinTeam } from '../checker/index.ts';
import { modelOf } from './plan.ts';
import { loadSpec } from './specs/load.ts';
import type { MemberData } from './threads.ts';

const { plan, invitation } = workerData as MemberData;
const model = modelOf(await loadSpec(plan.reference), plan.options);
joinTeam(model, invitation);
