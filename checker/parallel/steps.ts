/** Keeping the members in step: all of them do their parts of one phase, then all of them those of the next. */
import { setImmediate } from 'node:timers/promises';
import { ARRIVED, NEXT_SLICE, PHASE, PRESENT, read, type Shared } from './shared.ts';

/** Looks at the control words before a thread goes to sleep: waking one up costs some 50 microseconds. */
const LOOKS = 4000;
/** How long the first member sleeps before it looks after its process: signals, and threads that died. */
const NAP_MS = 50;

/** Calls the other members to the next phase, if they are present. */
export function call({ control, plan }: Shared): void {
  Atomics.store(control, NEXT_SLICE, 0);
  if (read(plan, PRESENT) === 1) return;
  Atomics.store(control, ARRIVED, 0);
  Atomics.add(control, PHASE, 1);
  Atomics.notify(control, PHASE);
}

/** Waits for the call after `phase`, in a thread that has nothing else to do. Returns its number. */
export function awaitCall({ control }: Shared, phase: number): number {
  for (let look = 0; look < LOOKS; look++)
    if (Atomics.load(control, PHASE) !== phase) return Atomics.load(control, PHASE);
  // Whoever called may have been held up before it woke us, and wake us up when we have long been done.
  while (Atomics.load(control, PHASE) === phase) Atomics.wait(control, PHASE, phase);
  return Atomics.load(control, PHASE);
}

/** The next slice that nobody has taken, or one beyond the last. */
export function takeSlice({ control }: Shared): number {
  return Atomics.add(control, NEXT_SLICE, 1);
}

/** Says that a member has done its part. */
export function arrive({ control }: Shared): void {
  Atomics.add(control, ARRIVED, 1);
  Atomics.notify(control, ARRIVED);
}

/** Waits until the others that are present have done their part. `check` throws if that cannot happen any more. */
export async function awaitOthers({ control, plan }: Shared, check: () => void): Promise<void> {
  const others = read(plan, PRESENT) - 1;
  if (others === 0) return;
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(control, ARRIVED) === others) return;
  for (;;) {
    const arrived = Atomics.load(control, ARRIVED);
    if (arrived === others) return;
    if (arrived > others) throw new Error('a member of the team did its part twice');
    if (Atomics.wait(control, ARRIVED, arrived, NAP_MS) === 'timed-out') await setImmediate();
    check();
  }
}
