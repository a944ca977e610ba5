/** docs/protocol.md and docs/catalogue.md name what there is, and all of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type RecordSchema, resolveConstants, type Schema } from '../checker/index.ts';
import { commandLine } from '../cli/testing/fencepost.ts';
import { CLUSTER_CONSTANTS, clusterSchema } from '../model/cluster/state.ts';
import {
  CONTROLLER_ELECTION_CONSTANTS,
  controllerElectionSchema,
} from '../model/controller-election/state.ts';
import { DURABILITY_CONSTANTS, durabilitySchema } from '../model/durability/state.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../model/kraft-partition/constants.ts';
import { kraftPartitionSchema } from '../model/kraft-partition/state.ts';
import { KRAFT_QUORUM_CONSTANTS, kraftQuorumSchema } from '../model/kraft-quorum/state.ts';

const pageOf = (name: string): string =>
  readFileSync(new URL(`${name}.md`, import.meta.url), 'utf8');

/** The fields of a state, also those in records, optional ones included, and in what a map holds; the last of each path. */
function fieldsOf(schema: Schema): string[] {
  if (schema.kind === 'map') return fieldsOf(schema.item);
  if (schema.kind === 'optional') return fieldsOf(schema.inner);
  if (schema.kind !== 'record') return [];
  return Object.entries(schema.fields).flatMap(([name, field]) => [name, ...fieldsOf(field)]);
}

const SECTIONS: readonly [string, RecordSchema, string][] = [
  ['The state, field by field', clusterSchema(resolveConstants(CLUSTER_CONSTANTS)), 'brokers'],
  [
    'The state of an election, field by field',
    controllerElectionSchema(resolveConstants(CONTROLLER_ELECTION_CONSTANTS)),
    'brokers',
  ],
  [
    'The state of a quorum, field by field',
    kraftQuorumSchema(resolveConstants(KRAFT_QUORUM_CONSTANTS)),
    'voters',
  ],
  [
    'The state of a KRaft partition, field by field',
    kraftPartitionSchema(resolveConstants(KRAFT_PARTITION_CONSTANTS)),
    'brokers',
  ],
  [
    'The state of a durable partition, field by field',
    durabilitySchema(resolveConstants(DURABILITY_CONSTANTS)),
    'brokers',
  ],
];

describe.each(SECTIONS)('%s', (heading, schema, who) => {
  const [, section = ''] = pageOf('protocol').split(`\n### ${heading}\n`);
  const [table = ''] = section.split('\n##');

  it.each(fieldsOf(schema.fields[who] as Schema))(`has ${who}[].%s`, (field) => {
    expect(table).toMatch(new RegExp(`^\\|.*\`(${who}\\[.\\]\\.)?${field}\`.*\\|`, 'm'));
  });

  it.each(Object.keys(schema.fields))('has %s', (field) => {
    expect(table).toMatch(new RegExp(`(^\\| |, )\`${field}[.\`[]`, 'm'));
  });
});

interface Listed {
  readonly name: string;
  readonly tags: readonly string[];
}

describe('the catalogue', async () => {
  const listed = JSON.parse((await commandLine(['list', '--json'])).stdout) as Listed[];
  const entries = new Set(listed.flatMap(({ tags }) => tags.filter((tag) => /^R\d\d$/.test(tag))));
  const rows = [...pageOf('catalogue').matchAll(/^\| (R\d\d) \|.* \| ([^|]*) \|$/gm)].map(
    ([, entry = '', specs = '']) => ({ entry, specs }),
  );

  /** `x` and repaired are two specs. */
  const namedIn = (specs: string): string[] =>
    [...specs.matchAll(/`([a-z-]+\/[^`]+)`( and repaired)?/g)].flatMap(([, name = '', pair]) =>
      pair === undefined ? [name] : [name, `${name}-repaired`],
    );

  it('has every entry that is a tag, in order, and no other', () => {
    expect(rows.map(({ entry }) => entry)).toEqual([...entries].sort());
  });

  it.each(rows)('$entry has the specs with that tag', ({ entry, specs }) => {
    const tagged = listed.filter(({ tags }) => tags.includes(entry)).map(({ name }) => name);
    const named = namedIn(specs);
    const expected = specs.includes(`list --tag ${entry}`)
      ? tagged.filter((name) => named.includes(name))
      : tagged;
    expect(named.toSorted()).toEqual(expected.toSorted());
    expect(named).not.toEqual([]);
  });
});
