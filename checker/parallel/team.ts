/**
 * A team: several threads that search one space together, level by level and round by round. Its verdict,
 * counts and traces are those of one worker, because every new state gets the number that one worker would
 * have given it.
 */
import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  type Worker,
} from 'node:worker_threads';
import { createMachine } from '../search/machine.ts';
import type { Search } from '../search/progress.ts';
import { estimateStates } from '../stats/growth.ts';
import { levelsOf } from '../stats/levels.ts';
import type { Batch } from '../store/batch.ts';
import { createStore, type StateStore } from '../store/store.ts';
import type { Model } from '../system/model.ts';
import { createLeader } from './leader.ts';
import { createMember, doPhase, type Member } from './member.ts';
import { beginPhase, createPipeline, endPhase, type Pipeline } from './pipeline.ts';
import { beginTogether } from './round.ts';
import { createShared, SEGMENTS, type Shared } from './shared.ts';
import { goOnAlone } from './short.ts';
import { arrive, awaitCall, awaitOthers, call, noteFailure } from './steps.ts';

/** What a thread needs to join a team, beside the model: to be passed to it as it is. */
export interface Invitation {
  readonly id: number;
  readonly shared: Shared;
  readonly words: number;
  /** Whether states are reduced by symmetry. */
  readonly symmetry: boolean;
  /** Segments of stored states arrive here. */
  readonly port: MessagePort;
}

export interface Team {
  readonly search: Search;
  readonly shared: Shared;
  /** Null until the members begin together. */
  begun: Begun | null;
  readonly threads: readonly Worker[];
  readonly ports: readonly MessagePort[];
  /** Segments that were sent to the other members. */
  sent: number;
  /** Threads that are ready to begin. */
  ready: number;
  /** Why a thread died. */
  failure: Error | null;
}

/** What there is once the members search together. */
interface Begun {
  readonly leader: Member;
  readonly pipeline: Pipeline;
  /** Where the successors that the leader's machine finds went before. */
  readonly own: Pick<Batch, 'words' | 'parents'>;
}

/**
 * With fewer states, how the levels grow says little yet: from 2^17 on, four million states took 3 percent less time, and
 * two models of half a million a half more, for which a team began.
 */
const FEWEST_STATES = 2 ** 18;
/** States to come: a second thread takes 0.2 to 0.4 s to start and to be compiled, and pays from here on. */
const WORTH_A_TEAM = 2 ** 20;

/** Phases between two looks at the clock: some tens of milliseconds for two workers. */
const PHASES = 4;

/**
 * Whether so much of a search is still to come that other threads can be of help. While nothing can be said of that,
 * levels grow by half and more.
 */
export function isWorthATeam(search: Search): boolean {
  if (search.store.count < FEWEST_STATES || !isInMemory(search)) return false;
  const whole = estimateStates(levelsOf(search), search.maxDepth);
  return whole === null || (whole.low + whole.high) / 2 - search.head >= WORTH_A_TEAM;
}

/** Whether a team can search it: members read states where they lie. */
export function isInMemory({ disk }: Search): boolean {
  return disk === null || disk.phase === 'memory';
}

/**
 * Starts the other members' threads for a search whose store is shared. Until they are all ready the
 * search goes on alone.
 * @param start starts a thread that passes its invitation, and the same model, to `joinTeam`
 */
export function startTeam(
  search: Search,
  members: number,
  start: (invitation: Invitation, ports: MessagePort[]) => Worker,
): Team {
  const { model, machine, store } = search;
  const shared = createShared({
    members,
    words: store.words,
    actions: model.actions.length,
    instances: machine.instances.length,
    properties: model.properties.length,
  });
  const symmetry = machine.symmetry !== null;
  const ports: MessagePort[] = [];
  const threads = Array.from({ length: members - 1 }, (_, nth) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    port1.unref();
    return start({ id: nth + 1, shared, words: store.words, symmetry, port: port2 }, [port2]);
  });
  const team: Team = {
    search,
    shared,
    begun: null,
    threads,
    ports,
    sent: 0,
    ready: 0,
    failure: null,
  };
  for (const thread of threads) {
    thread.once('message', () => {
      team.ready += 1;
    });
    thread.once('error', (error) => {
      team.failure = error instanceof Error ? error : new Error(String(error));
    });
    thread.once('exit', () => {
      team.failure ??= new Error('a thread of the search ended');
    });
    thread.unref();
  }
  return team;
}

export function isReady({ ready, threads, failure }: Team): boolean {
  if (failure !== null) throw failure;
  return ready === threads.length;
}

/** What a thread does that was invited to a team: its parts of every round, until it is terminated. */
export function joinTeam(
  model: Model,
  { id, shared, words, symmetry, port }: Invitation,
  ready: () => void,
): void {
  const store = createStore(words, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, true);
  const member = createMember(model, shared, store, id, (observe) =>
    createMachine(model, observe, symmetry),
  );
  ready();
  for (let phase = 0; ; ) {
    phase = awaitCall(shared, phase);
    receiveSegments(store, shared, port);
    try {
      doPhase(member);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      noteFailure(shared);
    }
    arrive(shared);
  }
}

function receiveSegments({ segments }: StateStore, { control }: Shared, port: MessagePort): void {
  while (segments.length < Atomics.load(control, SEGMENTS)) {
    const received = receiveMessageOnPort(port) as { message: Int32Array } | undefined;
    if (received !== undefined) segments.push(received.message);
  }
}

function sendSegments(team: Team): void {
  const { segments } = team.search.store;
  for (; team.sent < segments.length; team.sent++)
    for (const port of team.ports) port.postMessage(segments[team.sent]);
  Atomics.store(team.shared.control, SEGMENTS, segments.length);
}

/** Some phases. Returns true once the search is over. If it has to go on alone, `isShort` says so. */
export async function advanceTeam(team: Team): Promise<boolean> {
  const { leader, pipeline } = begun(team);
  for (let phase = 0; phase < PHASES; phase++) {
    if (!beginPhase(pipeline)) return team.search.over;
    await together(team, leader);
    endPhase(pipeline);
  }
  return team.search.over;
}

function begun(team: Team): Begun {
  const { search, shared } = team;
  if (team.begun !== null) return team.begun;
  beginTogether(search, shared);
  const { words, parents } = search.machine.batch;
  team.begun = {
    leader: createLeader(search, shared),
    pipeline: createPipeline(search, shared),
    own: { words, parents },
  };
  return team.begun;
}

async function together(team: Team, leader: Member): Promise<void> {
  const { shared, threads } = team;
  sendSegments(team);
  call(shared);
  try {
    doPhase(leader);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    noteFailure(shared);
  }
  await awaitOthers(shared, threads.length, () => {
    if (team.failure !== null) throw team.failure;
  });
}

/** Ends the other members' threads. A search that is not over goes on alone. */
export async function disband(team: Team): Promise<void> {
  const { search, threads, begun } = team;
  await Promise.all(threads.map((thread) => thread.terminate()));
  if (begun !== null && !search.over) goOnAlone(search, begun.own);
  team.begun = null;
}
