import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { RECOVERY } from '../../model/kraft-partition/recovery.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/recovers',
  title:
    'After a killed process and a power failure the partition gets its leader and all its replicas back',
  about:
    'From every state in which the bounds have four partition epochs and two leader epochs left there is a way back on which nothing else fails: to an active leader, to the end of each wait for a change of the ISR, to a high watermark at the end of the log, and to an ISR of all replicas. So what no release has, that a leader skips metadata that it knows already (kraft-partition/known-update-repaired), makes nobody wait for ever, and eligible leader replicas leave no partition without a leader. Brokers that were killed start again here: with one that stays away see kraft-partition/refused-request-holds-back.',
  tags: ['R20', 'KIP-497', 'KIP-966', 'KAFKA-13790', 'ELR'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, {
    brokers: 2,
    minIsr: 2,
    kills: 1,
    powerFailures: 1,
    maxPartitionEpoch: 6,
    maxLeaderEpoch: 3,
  }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      ...RECOVERY,
      'a-request-is-overtaken',
      'a-waiting-leader-replays-what-it-knows',
      'the-isr-is-empty',
      'an-eligible-replica-is-elected',
      'the-last-known-leader-is-elected',
    ),
  expect: { verdict: 'holds', distinct: 76138 },
  deep: {
    constants: { leaderMoves: 1, shutdowns: 1 },
    expect: { verdict: 'holds', distinct: 2143240 },
  },
});
