/** The parts of a round, in their order. All members are done with one before any begins the next. */
import { expandSlice, lookUpOwn, type Member, settleOwn } from './member.ts';

const PARTS = ['expand', 'look up', 'settle'] as const;

export type Part = (typeof PARTS)[number];

/** What a phase number asks for. It only grows, so that no call is missed. */
export function partOf(phase: number): Part {
  return PARTS[(phase - 1) % PARTS.length] as Part;
}

export function doPart(member: Member, part: Part): void {
  if (part === 'expand') expandSlice(member);
  else if (part === 'look up') lookUpOwn(member);
  else settleOwn(member);
}
