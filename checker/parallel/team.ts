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
import { growIndex } from '../store/room.ts';
import { createStore, FULLEST, type StateStore } from '../store/store.ts';
import type { Model } from '../system/model.ts';
import { createLeader } from './leader.ts';
import { createMember, doPhase, type Member } from './member.ts';
import { sharedFor, threadBytes } from './memory.ts';
import { phasesOf } from './phases.ts';
import { beginTogether, makeRoomAhead } from './round.ts';
import { EXPAND, PRESENT, READY, read, SENT, type Shared, TASK } from './shared.ts';
import { goOnAlone } from './short.ts';
import { arrive, awaitCall, awaitOthers, call } from './steps.ts';

/** What a thread needs to join a team, beside the model: to be passed to it as it is, its port to be transferred. */
export interface Invitation {
  readonly id: number;
  readonly shared: Shared;
  readonly words: number;
  /** Whether states are reduced by symmetry. */
  readonly symmetry: boolean;
  /** Segments of stored states, and the index, arrive here. */
  readonly port: MessagePort;
}

export interface Team {
  readonly search: Search;
  readonly shared: Shared;
  readonly leader: Member;
  readonly phases: Generator<void, void>;
  readonly threads: readonly Worker[];
  readonly ports: readonly MessagePort[];
  /** What was sent to the other members: so many segments, and the index. */
  readonly sent: { segments: number; index: Int32Array | null };
  /** Why a thread died. */
  failure: Error | null;
}

/** For so many states the index is made large enough at once, which takes 64 MB. */
const STATES_AT_ONCE = FULLEST * 2 ** 24;
/** And for so many more if there are as many already. */
const STATES_TO_COME = 2 ** 21;
/** What the index takes a state at most: twice its four bytes an entry, as it grows by powers of two. */
const INDEX_BYTES = (2 * 4) / FULLEST;
/** Phases between two looks at the clock: some tens of milliseconds for two workers. */
const PHASES = 8;

/**
 * Starts the other members' threads for a search whose store is shared. From now on `advanceTeam` goes on with it, and
 * nothing else. Until the others are all ready the first member searches alone, but in rounds already: its code is
 * compiled before theirs has to be.
 * @param start starts a thread that passes its invitation, and the same model, to `joinTeam`
 */
export function startTeam(
  search: Search,
  members: number,
  start: (invitation: Invitation, ports: MessagePort[]) => Worker,
): Team {
  const { machine, store } = search;
  store.bytes += threadBytes(members);
  const shared = sharedFor(search, members);
  beginTogether(search, shared);
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
    leader: createLeader(search, shared),
    phases: phasesOf(search, shared),
    threads,
    ports,
    sent: { segments: 0, index: null },
    failure: null,
  };
  for (const thread of threads) {
    thread.once('error', (error) => {
      team.failure = error instanceof Error ? error : new Error(String(error));
    });
    thread.once('exit', () => {
      team.failure ??= new Error('a thread of the search ended');
    });
    thread.unref();
  }
  enlargeAhead(store);
  return team;
}

/**
 * A larger index is filled soonest now, while the others start, by one worker's code, which is compiled: later all members
 * have to stop for it, and each entry takes a compare-and-exchange. No larger than for the states that memory is left for.
 */
function enlargeAhead(store: StateStore): void {
  const { count, words, maxBytes, maxStates } = store;
  const left = (maxBytes - store.bytes) / (4 * (words + 1) + INDEX_BYTES);
  const states = Math.max(STATES_AT_ONCE, count + STATES_TO_COME);
  const expected = Math.floor(Math.min(states, count + left, maxStates));
  if (expected > store.indexFullAt && !growIndex(store, expected)) store.shortage = null;
}

/**
 * Whether all threads can take part.
 * @throws Error when one of them died
 */
export function isComplete({ shared, threads, failure }: Team): boolean {
  if (failure !== null) throw failure;
  return Atomics.load(shared.control, READY) === threads.length;
}

/** What a thread does that was invited to a team: its parts of every round, until it is terminated. */
export function joinTeam(model: Model, { id, shared, words, symmetry, port }: Invitation): void {
  const store = createStore(words, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  const member = createMember(model, shared, store, id, (observe) =>
    createMachine(model, observe, symmetry),
  );
  Atomics.add(shared.control, READY, 1);
  for (let phase = 0, received = 0; ; ) {
    phase = awaitCall(shared, phase);
    received = receive(store, shared, port, received);
    doPhase(member);
    arrive(shared);
  }
}

/** What the first member makes for all, and sends to the others. */
type Delivery = { readonly segment: Int32Array } | { readonly index: Int32Array };

/** Takes what was sent since `received` things had come. Returns how many have then. */
function receive(
  store: StateStore,
  { control }: Shared,
  port: MessagePort,
  received: number,
): number {
  const sent = Atomics.load(control, SENT);
  for (let count = received; count < sent; ) {
    const delivery = receiveMessageOnPort(port) as { message: Delivery } | undefined;
    if (delivery === undefined) continue;
    if ('segment' in delivery.message) store.segments.push(delivery.message.segment);
    else store.index = delivery.message.index;
    count += 1;
  }
  return sent;
}

function send({ search, ports, sent, shared }: Team): void {
  const { segments, index } = search.store;
  const post = (delivery: Delivery): void => {
    for (const port of ports) port.postMessage(delivery);
    Atomics.add(shared.control, SENT, 1);
  };
  for (; sent.segments < segments.length; sent.segments++)
    post({ segment: segments[sent.segments] as Int32Array });
  if (sent.index !== index) post({ index });
  sent.index = index;
}

/** Some phases. Returns true once the search is over. If it has to go on alone, `isShort` says so. */
export async function advanceTeam(team: Team): Promise<boolean> {
  for (let phase = 0; phase < PHASES; phase++) {
    if (team.phases.next().done === true) break;
    await together(team);
  }
  return team.search.over;
}

async function together(team: Team): Promise<void> {
  const { shared } = team;
  if (isComplete(team)) {
    shared.plan[PRESENT] = shared.members;
    send(team);
  }
  call(shared);
  if (read(shared.plan, TASK) === EXPAND) makeRoomAhead(team.search, shared);
  doPhase(team.leader);
  await awaitOthers(shared, () => {
    if (team.failure !== null) throw team.failure;
  });
}

/** Ends the other members' threads. A search that is not over goes on alone. */
export async function disband(team: Team): Promise<void> {
  const { search, threads } = team;
  await Promise.all(threads.map((thread) => thread.terminate()));
  if (!search.over) goOnAlone(search);
}
