/** Options that can be given as `--option` and as `--no-option`. */
import type { Command } from 'commander';
import { UsageError } from './errors.ts';

/** Refuses the two together: commander would take the last one, and say nothing. */
export function refuseWithNegation(command: Command, name: string): void {
  const given = new Set<string>();
  for (const option of [name, `no-${name}`])
    command.on(`option:${option}`, () => {
      given.add(option);
      if (given.size > 1) throw new UsageError(`--${name} contradicts --no-${name}`);
    });
}
