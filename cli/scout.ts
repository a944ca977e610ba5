/** A thread that makes the model of a plan, and walks ahead of its simulation. */
import { workerData } from 'node:worker_threads';
import { walkAhead } from '../checker/index.ts';
import { modelOf } from './plan.ts';
import { plannedSpec } from './planned.ts';
import type { ScoutData } from './threads.ts';

const { plan, ahead, id } = workerData as ScoutData;
const { simulation } = plan.options;
const model = modelOf(await plannedSpec(plan), plan.options);
if (simulation !== null) walkAhead(model, simulation, ahead, id);
