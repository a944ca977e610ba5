/** Straight-line code, generated once for a schema, that packs slots into 32-bit words and back. */
import { bitsFor, type Layout } from './layout.ts';

export interface Codec {
  /** Packs the slots into `words` from `offset` on. Slots must be within their bounds. */
  readonly pack: (slots: Int32Array, words: Int32Array, offset: number) => void;
  readonly unpack: (words: Int32Array, offset: number, slots: Int32Array) => void;
}

export function codecOf(layout: Layout): Codec {
  const packing: string[] = [];
  const unpacking: string[] = [];
  let position = 0;
  layout.largest.forEach((max, slot) => {
    const bits = bitsFor(max);
    if (bits === 0) {
      unpacking.push(`slots[${slot}] = 0;`);
      return;
    }
    const word = position >>> 5;
    const shift = position & 31;
    const mask = bits === 32 ? -1 : 2 ** bits - 1;
    packing.push(`w${word} |= slots[${slot}] << ${shift};`);
    if (shift + bits <= 32) {
      unpacking.push(`slots[${slot}] = (w${word} >>> ${shift}) & ${mask};`);
    } else {
      const rest = 32 - shift;
      packing.push(`w${word + 1} |= slots[${slot}] >>> ${rest};`);
      unpacking.push(
        `slots[${slot}] = ((w${word} >>> ${shift}) | (w${word + 1} << ${rest})) & ${mask};`,
      );
    }
    position += bits;
  });
  const names = Array.from({ length: layout.words }, (_, word) => `w${word}`);
  const declare = names.map((name) => `let ${name} = 0;`).join('\n');
  const store = names.map((name, word) => `words[offset + ${word}] = ${name};`).join('\n');
  const load = names.map((name, word) => `const ${name} = words[offset + ${word}];`).join('\n');
  return {
    pack: generate(['slots', 'words', 'offset'], [declare, ...packing, store]) as Codec['pack'],
    unpack: generate(['words', 'offset', 'slots'], [load, ...unpacking]) as Codec['unpack'],
  };
}

/** Compiles a function from generated statements. Nothing in them comes from outside the schema. */
export function generate(parameters: readonly string[], statements: readonly string[]): unknown {
  return new Function(...parameters, `'use strict';\n${statements.join('\n')}`);
}
