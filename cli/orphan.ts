/**
 * Ends the process that searches where the one that waits for it is gone. As a rule it sees that for itself; but not in a
 * guard that never ends, where a process that was killed with -9 cannot end it either. So something that does nothing
 * else waits for that end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { later } from './later.ts';

/** Most runs are over by then, and do without it. */
const SECONDS_UNTIL_WATCHED = 3;
/** Its input ends when the process that has the other end of it does, however that came. Ctrl-C is not meant for it. */
const SCRIPT = 'trap "" INT TERM HUP; read -r _; kill -9 "$1"';

/** @returns what ends the watch, to be called before the process is waited for: its number may be another's then */
export function watchOver({ pid }: ChildProcess): () => void {
  let watcher: ChildProcess | null = null;
  const callOff = later(SECONDS_UNTIL_WATCHED, () => {
    watcher = spawn('sh', ['-c', SCRIPT, 'sh', String(pid)], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Without a shell, or a process to spare, it has to do without.
    watcher.on('error', () => undefined);
    watcher.stdin?.on('error', () => undefined);
  });
  return () => {
    callOff();
    watcher?.kill('SIGKILL');
  };
}
