/** A thread that makes the model of a plan, and walks ahead of its simulation. */
import { workerData } from 'node:worker_threads';
import { walkAhead } from '../checker/index.ts';
import { constantsOf, judgedModel } from './plan.ts';
import { loadSpec } from './specs/load.ts';
import { buildModel } from './specs/validate.ts';
import type { ScoutData } from './threads.ts';

const { plan, ahead, id } = workerData as ScoutData;
const { options } = plan;
const spec = await loadSpec(plan.reference);
const model = judgedModel(buildModel(spec, constantsOf(spec, options)), options.judged, spec.name);
if (options.simulation !== null) walkAhead(model, options.simulation, ahead, id);
