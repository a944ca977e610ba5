/** The code that turns the number in a slot into a scalar value, and a checked value into a number. */
import { largestCode } from './domain.ts';
import type { ScalarSchema } from './kinds.ts';

/** The expression that turns a code back into the value. */
export function decoding(schema: ScalarSchema, code: string): string {
  switch (schema.kind) {
    case 'int':
      return schema.min === 0 ? code : `(${code} + (${schema.min}))`;
    case 'bool':
      return `(${code} === 1)`;
    case 'oneOf': {
      const last = schema.names.length - 1;
      return schema.names.reduceRight(
        (rest, name, index) =>
          index === last
            ? JSON.stringify(name)
            : `(${code} === ${index} ? ${JSON.stringify(name)} : ${rest})`,
        '',
      );
    }
    case 'identity':
    case 'set':
      return code;
    case 'optional':
      return `(${code} === 0 ? null : ${decoding(schema.inner, `(${code} - 1)`)})`;
  }
}

/**
 * Statements that return the value in a slot. Short ones: V8 inlines a getter of few bytecodes wherever it
 * is, and others only while its budget lasts.
 */
export function reading(schema: ScalarSchema, slot: string): string {
  if (schema.kind === 'optional')
    return `const code = S[${slot}]; return ${decoding(schema, 'code')};`;
  return `return ${decoding(schema, `S[${slot}]`)};`;
}

/** Statements that check the variable `v` and store its code, plus `shift`, in a slot. */
export function encoding(schema: ScalarSchema, slot: string, shift = 0): string {
  const store = (code: string): string => `S[${slot}] = ${code};`;
  switch (schema.kind) {
    case 'bool':
      return `if (v === true) ${store(String(1 + shift))} else if (v === false) ${store(String(shift))} else fail(${slot}, v);`;
    case 'oneOf':
      return schema.names
        .map(
          (name, index) =>
            `if (v === ${JSON.stringify(name)}) ${store(String(index + shift))} else `,
        )
        .join('')
        .concat(`fail(${slot}, v);`);
    case 'optional':
      return `if (v === null) ${store('0')} else { ${encoding(schema.inner, slot, shift + 1)} }`;
    default: {
      const min = schema.kind === 'int' ? schema.min : 0;
      const max = min + largestCode(schema);
      const code = shift - min === 0 ? 'v' : `v + (${shift - min})`;
      return `if (typeof v !== 'number' || !(v >= ${min} && v <= ${max}) || v !== (v | 0)) fail(${slot}, v); ${store(code)}`;
    }
  }
}
