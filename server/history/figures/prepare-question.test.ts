import { expect, test } from 'vitest';
import { prepareQuestion } from './prepare-question.ts';
import { question } from './testing/ask.ts';

test('the columns of an answer are those of its groups, conditions and amounts, and those whose values are told apart', () => {
  const { columns } = prepareQuestion(
    question({
      measures: ['places'],
      by: ['queue'],
      where: 'labels.product == "phone"',
      own: [
        {
          kind: 'sum',
          how: 'distinct',
          id: 'places',
          unit: 'count',
          en: 'places in the queue that were had',
          zh: '排队位置数',
          of: 'visit',
          column: 'queue_position',
          when: 'wait_ms > 0',
        },
      ],
    }),
  );
  expect([...columns].sort()).toEqual(['arrived_at', 'labels', 'queue', 'queue_position', 'wait_ms']);
});
