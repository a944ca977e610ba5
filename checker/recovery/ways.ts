/**
 * From which of a space's states a property can come about. Edges between states for which that is not known yet are kept
 * against their direction, so that each state that is found to reach it tells those that lead to it.
 */

/** Of a state: as long as nothing else is known, ... */
export const LOST = 0;
/** ... once it is known that the property can come about from there, ... */
export const REACHES = 1;
/** ... and where it need not. */
export const EXEMPT = 2;
/** No edge. */
const NONE = -1;
const FIRST_EDGES = 2 ** 12;
/** Bytes that a state takes, and an edge. */
const STATE_BYTES = 1 + 4;
const EDGE_BYTES = 4 + 4;

export interface Ways {
  /** By state: LOST, REACHES or EXEMPT. */
  readonly reaches: Uint8Array;
  /** By state: the newest of the edges that lead to it, or NONE. */
  readonly newest: Int32Array;
  /** By edge: the state that it comes from, and the edge to the same state that was kept before it. */
  sources: Int32Array;
  earlier: Int32Array;
  edges: number;
  readonly maxBytes: number;
}

/** Of so many states. Returns null if there is no memory for them, or they would take more bytes than that. */
export function createWays(states: number, maxBytes: number): Ways | null {
  if (states * STATE_BYTES + FIRST_EDGES * EDGE_BYTES > maxBytes) return null;
  return ifThereIsMemory(() => ({
    reaches: new Uint8Array(states),
    newest: new Int32Array(states).fill(NONE),
    sources: new Int32Array(FIRST_EDGES),
    earlier: new Int32Array(FIRST_EDGES),
    edges: 0,
    maxBytes,
  }));
}

function ifThereIsMemory<Made>(make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Notes a step between two states of which neither is known to reach it. Returns false without memory for that. */
export function keepEdge(ways: Ways, from: number, to: number): boolean {
  if (ways.edges === ways.sources.length && !makeRoom(ways)) return false;
  ways.sources[ways.edges] = from;
  ways.earlier[ways.edges] = ways.newest[to] as number;
  ways.newest[to] = ways.edges;
  ways.edges += 1;
  return true;
}

function makeRoom(ways: Ways): boolean {
  const { reaches, sources, earlier } = ways;
  const more = 2 * sources.length;
  // An edge's number is a 32-bit integer.
  if (more > 2 ** 31) return false;
  // Both the old edges and the new ones, while they are copied.
  const needed = reaches.length * STATE_BYTES + (sources.length + more) * EDGE_BYTES;
  if (needed > ways.maxBytes) return false;
  const room = ifThereIsMemory(() => [grown(sources, more), grown(earlier, more)] as const);
  if (room === null) return false;
  [ways.sources, ways.earlier] = room;
  return true;
}

function grown(numbers: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(numbers);
  return larger;
}

/**
 * The property can come about from a state, and so from all that are known to lead to it. Those that wait for their turn are
 * linked by the edges that they were found by, which are not needed any more: it takes no memory, however many they are.
 */
export function markReaching(ways: Ways, state: number): void {
  const { reaches, newest, sources, earlier } = ways;
  if (reaches[state] === REACHES) return;
  reaches[state] = REACHES;
  let waiting = NONE;
  for (let to = state; ; ) {
    for (let edge = newest[to] as number; edge !== NONE; ) {
      const next = earlier[edge] as number;
      const from = sources[edge] as number;
      if (reaches[from] !== REACHES) {
        reaches[from] = REACHES;
        earlier[edge] = waiting;
        waiting = edge;
      }
      edge = next;
    }
    if (waiting === NONE) return;
    to = sources[waiting] as number;
    waiting = earlier[waiting] as number;
  }
}
