/** The values that an action's parameter can take, in words. */
import { type Action, type Schema, toText } from '../../checker/index.ts';

type ParameterSchema = Action['parameters'][string];

/** `b1 to b3`, `0 to 2`, `none or b1 to b3` */
export function domainText(schema: ParameterSchema): string {
  switch (schema.kind) {
    case 'int':
      return rangeText(String(schema.min), String(schema.max));
    case 'bool':
      return 'true or false';
    case 'oneOf':
      return schema.names.join(' or ');
    case 'identity':
      return rangeText(toText<Schema>(schema, 0), toText<Schema>(schema, schema.size - 1));
    case 'set':
      return `a set of ${domainText(schema.key)}`;
    case 'optional':
      return `none or ${domainText(schema.inner)}`;
  }
}

function rangeText(first: string, last: string): string {
  return first === last ? first : `${first} to ${last}`;
}
