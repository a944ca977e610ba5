import { describe, expect, it } from 'vitest';
import { placeText, thrownText } from './place.ts';

function thrownAt(...frames: readonly string[]): Error {
  const error = new Error('boom');
  error.stack = ['Error: boom', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return error;
}

const ENGINE = import.meta.url.slice(0, import.meta.url.indexOf('/search/'));

describe('the place of what was thrown', () => {
  it.each<[string, string]>([
    ['effect (/own/spec.ts:12:7)', '/own/spec.ts:12:7'],
    ['file:///own/spec.ts:12:7', '/own/spec.ts:12:7'],
    ['Object.<anonymous> (/my (old) specs/p(1)/spec.ts:1:2)', '/my (old) specs/p(1)/spec.ts:1:2'],
    ['/p(1)/spec.ts:1:2', '/p(1)/spec.ts:1:2'],
    ['effect (C:\\own\\spec.ts:1:2)', 'C:\\own\\spec.ts:1:2'],
    ['effect (/my_node_modules_play/spec.ts:1:2)', '/my_node_modules_play/spec.ts:1:2'],
  ])('is found in %s', (frame, place) => {
    expect(placeText(thrownAt(frame))).toBe(`, at ${place}`);
  });

  it('is that of the innermost file of a person', () => {
    const error = thrownAt(
      'drive (eval at make (file:///own/other.ts:1:1), <anonymous>:3:4)',
      `at (${ENGINE}/schema/containers.ts:1:1)`,
      'produce (/own/node_modules/immer/dist/immer.mjs:1:1)',
      'node:internal/process/task_queues:95:5',
      'effect (/own/spec.ts:12:7)',
      'outer (/own/spec.ts:30:1)',
    );
    expect(placeText(error)).toBe(', at /own/spec.ts:12:7');
  });
});

describe('what was thrown', () => {
  it.each<[(view: Record<string, unknown>) => void, RegExp]>([
    [(view) => Object.assign(view, { epok: 1 }), /the state has no 'epok' there: is it misspelt\?/],
    [(view) => Object.assign(view, { 0: 1 }), /is replaced by put\(container, key, item\)/],
  ])('says what an assignment to what is not there means', (assign, why) => {
    try {
      assign(Object.freeze({ epoch: 0 }) as Record<string, unknown>);
      expect.unreachable();
    } catch (error) {
      expect(thrownText(error)).toMatch(why);
    }
  });

  const withStack = (stack: PropertyDescriptor): Error =>
    Object.defineProperty(new Error('boom'), 'stack', stack);

  it.each<[string, unknown, string]>([
    ['text', 'boom', 'boom'],
    ['nothing', undefined, 'undefined'],
    ['an error whose stack is a number', withStack({ value: 42 }), 'Error: boom'],
    ['an object without a prototype', Object.create(null), 'something that cannot be shown'],
    [
      'an error whose stack throws',
      withStack({
        get: () => {
          throw new Error('no');
        },
      }),
      'Error: boom',
    ],
  ])('is told: %s', (_, error, text) => {
    expect(thrownText(error)).toBe(text);
  });
});
