/** What the figures depend on besides the tools' own work. */
import { cpus, loadavg, totalmem } from 'node:os';
import { versionOf } from './process.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Processes that wanted to run over the last minute, before this one began. */
  readonly load: number;
  readonly node: string;
  /** By program: its version, or null when it is not installed. */
  readonly programs: Readonly<Record<string, string | null>>;
}

export function machineFacts(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    load: loadavg()[0] ?? 0,
    node: process.version,
    programs: {
      cargo: versionOf('cargo', '--version'),
      gcc: versionOf('gcc', '--version'),
      rumur: versionOf('rumur', '--version'),
      spin: versionOf('spin', '-V'),
    },
  };
}

export function machineText(machine: Machine): string {
  const gigabytes = (machine.memoryBytes / 1e9).toFixed(0);
  const lines = [
    ['CPU', `${machine.cpu}, ${machine.cores} cores, ${gigabytes} GB of memory`],
    ['load', `${machine.load.toFixed(2)} over the last minute`],
    ['node', machine.node],
    ...Object.entries(machine.programs).map(([program, version]) => [
      program,
      version ?? 'not installed',
    ]),
  ];
  return lines.map(([what, value]) => `${what?.padEnd(10)} ${value}\n`).join('');
}
