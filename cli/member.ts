/** A thread that makes the model of a plan, and joins the team that searches it. */
import { parentPort, workerData } from 'node:worker_threads';
import { joinTeam } from '../checker/index.ts';
import { constantsOf, judgedModel } from './plan.ts';
import { loadSpec } from './specs/load.ts';
import { buildModel } from './specs/validate.ts';
import type { MemberData } from './threads.ts';

const { plan, invitation } = workerData as MemberData;
const spec = await loadSpec(plan.reference);
const model = judgedModel(
  buildModel(spec, constantsOf(spec, plan.options)),
  plan.options.judged,
  spec.name,
);
joinTeam(model, invitation, () => parentPort?.postMessage('ready'));
