/** What `check` finds and prints, run as a person runs it. */
import { describe, expect, it } from 'vitest';
import { fencepost, oneLine } from './testing/fencepost.ts';

const BREAKS = 'replication/truncate-to-high-watermark';
const HOLDS = 'replication/async-isr';

describe('check', () => {
  it('shows a violation that is expected: verdict first, then the trace and the reason', async () => {
    const { code, stdout, stderr } = await fencepost(['check', BREAKS]);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('VIOLATED strong-isr in 8 steps (9 states), as expected');
    expect(stdout).toMatch(/^ {2}1 {2}controller {2}ControllerElectLeader\(newLeader: b1\)/m);
    expect(stdout).toContain('replicas[b3]: log [r0@e1] -> []');
    expect(oneLine(stdout)).toContain('Why b1 presumes leadership with high watermark 1');
    expect(oneLine(stdout)).toContain(`Reproduce fencepost check ${BREAKS} --property strong-isr`);
    expect(stdout).toMatch(/Searched {3}[\d,]+ distinct states, [\d,]+ transitions, depth 9/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('fits 100 columns and has no escape codes when piped', async () => {
    for (const args of [
      ['check', BREAKS, '--full'],
      ['list'],
      ['show', BREAKS],
      ['check', HOLDS],
    ]) {
      const { stdout } = await fencepost(args);
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
      expect(stdout).not.toContain('\u001b');
    }
  });

  it('colours where that is asked for, unless NO_COLOR or --no-color says otherwise', async () => {
    const environment = { FORCE_COLOR: '1' };
    const coloured = await fencepost(['check', HOLDS], { environment });
    const quiet = await fencepost(['check', HOLDS, '--no-color'], { environment });
    const silent = await fencepost(['check', HOLDS], {
      environment: { ...environment, NO_COLOR: '1' },
    });
    expect(coloured.stdout).toContain('\u001b[32m');
    expect(quiet.stdout).not.toContain('\u001b');
    expect(silent.stdout).not.toContain('\u001b');
  });

  it('says what holds, over how many states, and what was seen', async () => {
    const { code, stdout } = await fencepost(['check', HOLDS]);
    expect(stdout).toMatch(/^HOLDS exhaustively, over all 4,088 distinct states, as expected\n/);
    expect(stdout).toContain('True of every reachable state:\n  valid-high-watermark');
    expect(stdout).toContain('Seen, so that the claims are not empty:');
    expect(code).toBe(0);
  });

  it('prints JSON with the fields of the contract, and nothing else', async () => {
    const { code, stdout, stderr } = await fencepost([
      'check',
      BREAKS,
      HOLDS,
      '--json',
      '--workers',
      '1',
    ]);
    const [broken, holds] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(broken).toEqual({
      spec: BREAKS,
      verdict: 'violated',
      property: 'strong-isr',
      expected: true,
      order: 'breadth-first',
      states: {
        distinct: expect.any(Number),
        transitions: expect.any(Number),
        depth: 9,
        complete: false,
      },
      constants: { replicas: 3, logSize: 2, maxRecords: 2, maxLeaderEpoch: 2 },
      seconds: expect.any(Number),
      workers: 1,
      symmetry: false,
      memory: { peakBytes: expect.any(Number) },
      trace: expect.any(Array),
      claim: expect.stringContaining('high watermark'),
      because: expect.stringContaining('offset'),
      shortest: true,
      simplest: false,
    });
    expect(broken).toHaveProperty('trace.length', 9);
    expect(broken).toHaveProperty('trace.1', {
      step: 1,
      action: { name: 'ControllerElectLeader', params: { newLeader: 'b1' } },
      state: expect.objectContaining({ nextRecordId: 0 }),
    });
    expect(holds).toMatchObject({ verdict: 'holds', property: null, expected: true });
    expect(holds).toHaveProperty('states.complete', true);
    expect(holds).not.toHaveProperty('trace');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('gives the same on every run, but for time and memory', async () => {
    const runs = await Promise.all([1, 2].map(() => fencepost(['check', BREAKS, '--json'])));
    const [one, other] = runs.map(({ stdout }) => ({
      ...(JSON.parse(stdout) as object),
      seconds: 0,
      memory: null,
    }));
    expect(one).toEqual(other);
  });

  it('checks several specs with a line each and a table at the end', async () => {
    const { code, stdout } = await fencepost(['check', 'replication/*-isr', BREAKS]);
    expect(stdout).toContain(`${BREAKS}: violated strong-isr, as expected\n`);
    expect(stdout).toMatch(/^replication\/ +verdict +property +steps +distinct +time +expected$/m);
    expect(stdout).toMatch(/^async-isr +holds +4,088 +[\d.]+ s {2}yes$/m);
    expect(code).toBe(0);
  });

  it('takes a folder, a path of the sources and a name for the same spec only once', async () => {
    const file = 'specs/replication/async-isr.ts';
    const { stdout } = await fencepost(['check', HOLDS, file, `./${file}`, '--json']);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });
});
