/**
 * A folder of checkpoints belongs to one run at a time. The lock is a file that names its holder, and that the holder
 * touches as long as it lives: a process on another machine, or in another container, can only be known by that.
 */
import { readFileSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { messageOf, UsageError } from '../errors.ts';

const LOCK = 'in-use';
const TOUCHED_EVERY_MS = 5_000;
/** A holder elsewhere that has not touched its lock for so long is taken for dead. */
const DEAD_AFTER_MS = 60_000;

interface Holder {
  /** Where process numbers mean the same: a host, and a name space of it. */
  readonly where: string;
  readonly pid: number;
  /** When the process started, as the system counts: numbers are used again. Null where it does not tell. */
  readonly started: string | null;
  /** Which run of the process has it. */
  readonly token: string;
}

/**
 * Takes a folder until this process ends. Returns what to ask `holdsFolder` with.
 * @throws UsageError when a run that is still alive has it, or it cannot be written to.
 */
export function lockFolder(folder: string): string {
  const file = path.join(folder, LOCK);
  const token = crypto.randomUUID();
  const { pid } = process;
  const holder: Holder = { where: where(), pid, started: startOf(pid), token };
  if (!take(file, holder)) {
    refuseLiving(folder, file);
    rmSync(file, { force: true });
    // Another run may have been faster.
    if (!take(file, holder)) refuseLiving(folder, file);
  }
  const touch = setInterval(() => utimes(file), TOUCHED_EVERY_MS);
  touch.unref();
  process.once('exit', () => {
    if (holdsFolder(folder, token)) rmSync(file, { force: true });
  });
  return token;
}

/** Whether a folder still belongs to the run that took it. */
export function holdsFolder(folder: string, token: string): boolean {
  return holderOf(path.join(folder, LOCK))?.token === token;
}

function take(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new UsageError(`cannot write to the folder of checkpoints: ${messageOf(error)}`);
  }
}

function refuseLiving(folder: string, file: string): void {
  const holder = holderOf(file);
  if (holder === null || !isAlive(holder, file)) return;
  const elsewhere = holder.where === where() ? '' : ' on another machine or in another container';
  throw new UsageError(
    `${folder} is in use by another run (process ${holder.pid}${elsewhere}); if there is no such run, remove ${file}`,
  );
}

function holderOf(file: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder> | null;
    return typeof holder?.token === 'string' ? (holder as Holder) : null;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder, file: string): boolean {
  if (holder.where !== where()) return Date.now() - statSync(file).mtimeMs < DEAD_AFTER_MS;
  try {
    // Signal 0 is not sent: it only asks.
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return holder.started === startOf(holder.pid) && !isZombie(holder.pid);
}

function where(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** proc(5): the state, and much later the start; both follow the name, which is in parentheses. */
function fieldsOf(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function startOf(pid: number): string | null {
  return fieldsOf(pid)[19] ?? null;
}

/** Ended, but nobody has asked how: so it may stay for good where there is no init. */
function isZombie(pid: number): boolean {
  return fieldsOf(pid)[0] === 'Z';
}

function utimes(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The folder is gone, or full: saving will say so.
  }
}
