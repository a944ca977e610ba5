/** Who is compared, and how each is run. */

import type { Counting } from './counting.ts';
import { fencepost, INVARIANTS } from './fencepost.ts';
import type { Command } from './process.ts';
import { type Reading, readFencepost, readRumur, readSpin, readStateright } from './readings.ts';
import { buildRumur } from './rumur.ts';
import type { Size } from './sizes.ts';
import { buildSpin } from './spin.ts';
import { buildStateright } from './stateright.ts';

export interface Tool {
  readonly name: string;
  /** What it takes, by the names under which the facts of the machine have versions. */
  readonly needs: readonly string[];
  readonly counting: Counting;
  /** Whether a change of the constants takes another program, which has to be compiled. */
  readonly isCompiled: boolean;
  /** Builds what is needed for this size; returns the command to measure. */
  prepare(size: Size): Command;
  read(stdout: string): Reading;
}

/** The first ones judge the two invariants that the peers' models check. */
export const TOOLS: readonly Tool[] = [
  ofFencepost('Fencepost', 1, INVARIANTS),
  ofFencepost('Fencepost explore', 1, ['--no-properties']),
  ofFencepost('Fencepost x 2', 2, INVARIANTS),
  { ...ofFencepost('Fencepost sym', 1, [...INVARIANTS, '--symmetry']), counting: 'orbits' },
  { ...ofFencepost('Fencepost sym x 2', 2, [...INVARIANTS, '--symmetry']), counting: 'orbits' },
  ofRumur('Rumur', 1, 'off'),
  ofRumur('Rumur x 2', 2, 'off'),
  { ...ofRumur('Rumur sym', 1, 'heuristic'), counting: 'nearly-orbits' },
  { ...ofRumur('Rumur sym x 2', 2, 'heuristic'), counting: 'nearly-orbits' },
  ofSpin('SPIN breadth-first', ['-DBFS']),
  ofSpin('SPIN depth-first', []),
  ofSpin('SPIN collapse', ['-DCOLLAPSE']),
  ofStateright('Stateright', 1),
  ofStateright('Stateright x 2', 2),
];

function ofFencepost(name: string, workers: number, options: readonly string[]): Tool {
  return {
    name,
    needs: [],
    counting: 'states',
    isCompiled: false,
    prepare: (size) => fencepost(size, workers, options),
    read: readFencepost,
  };
}

function ofRumur(name: string, threads: number, symmetry: 'off' | 'heuristic'): Tool {
  return {
    name,
    needs: ['rumur', 'gcc'],
    counting: 'states',
    isCompiled: true,
    prepare: (size) => buildRumur(size, threads, symmetry),
    read: readRumur,
  };
}

function ofSpin(name: string, macros: readonly string[]): Tool {
  return {
    name,
    needs: ['spin', 'gcc'],
    counting: 'states',
    isCompiled: true,
    prepare: (size) => buildSpin(size, name.replaceAll(' ', '-'), macros),
    read: readSpin,
  };
}

function ofStateright(name: string, threads: number): Tool {
  return {
    name,
    needs: ['cargo', 'stateright'],
    counting: 'states',
    isCompiled: false,
    prepare: (size) => buildStateright(size, threads),
    read: readStateright,
  };
}
