/** A folder of checkpoints belongs to one run at a time. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UsageError } from '../errors.ts';

const LOCK = 'in-use';

/**
 * Takes a folder until this process ends.
 * @throws UsageError when a run that is still alive has it, or it cannot be written to.
 */
export function lockFolder(folder: string): void {
  const file = path.join(folder, LOCK);
  const holder = holderOf(file);
  if (holder !== null && isAlive(holder))
    throw new UsageError(
      `${folder} is in use by another run (process ${holder}); if there is no such run, remove ${file}`,
    );
  try {
    writeFileSync(file, String(process.pid));
  } catch (error) {
    throw new UsageError(`cannot write to the folder of checkpoints: ${messageOf(error)}`);
  }
  process.once('exit', () => rmSync(file, { force: true }));
}

/** Ended, but nobody has asked how: so it may stay for good where there is no init. Only Linux tells. */
function isZombie(holder: number): boolean {
  try {
    // proc(5): the state follows the name, which is in parentheses and may have some itself.
    return /\) Z [^)]*$/.test(readFileSync(`/proc/${holder}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function holderOf(file: string): number | null {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(holder) && holder > 0 ? holder : null;
  } catch {
    return null;
  }
}

function isAlive(holder: number): boolean {
  try {
    // Signal 0 is not sent: it only asks.
    process.kill(holder, 0);
    return !isZombie(holder);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
