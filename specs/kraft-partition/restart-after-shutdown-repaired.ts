import { defineSpec, judging, withDefaults } from '../../checker/index.ts';
import { KRAFT_PARTITION_CONSTANTS } from '../../model/kraft-partition/constants.ts';
import { kraftPartitionModel } from '../../model/kraft-partition/model.ts';
import { MEMBERSHIP } from '../../model/kraft-partition/properties.ts';
import { REPAIRED } from '../../model/kraft-partition/rules.ts';

export default defineSpec({
  name: 'kraft-partition/restart-after-shutdown-repaired',
  title: 'A broker proves by its last broker epoch that it shut down in order, and stays eligible',
  about: 'From 4.0 on.',
  tags: ['R32', 'KAFKA-18635', 'KIP-966', 'ELR', '4.0'],
  constants: withDefaults(KRAFT_PARTITION_CONSTANTS, { brokers: 2, minIsr: 2, shutdowns: 1 }),
  build: (constants) =>
    judging(
      kraftPartitionModel(REPAIRED, constants),
      ...MEMBERSHIP,
      'shutdown-keeps-eligibility',
      'a-candidate-restarts-after-its-shutdown',
    ),
  expect: { verdict: 'holds', distinct: 7768 },
  deep: { constants: { shutdowns: 2 }, expect: { verdict: 'holds', distinct: 27924 } },
});
