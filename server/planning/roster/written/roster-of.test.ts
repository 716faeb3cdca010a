import { expect, test } from 'vitest';
import { agentId } from '#domain/ids.ts';
import { agent, early, given, smallProblem } from '../../../../schedules/plan/testing/small-problem.ts';
import { crewedProblem } from '../../../../schedules/plan/testing/crewed-problem.ts';
import { rosterOf } from './roster-of.ts';

const training = { name: 'training', kind: 'session' as const, startMinute: 0, lengthMinutes: 60 };
const tickets = { name: 'tickets', kind: 'deferred-work' as const, startMinute: 420, lengthMinutes: 60 };

test('a shift is spans without a gap: a session at its start, contacts, the break, contacts, work that waits', () => {
  const shift = { ...given('amy', '2026-11-23', early, 240), activities: [training, tickets] };
  const problem = { ...smallProblem, people: [{ ...agent('amy'), name: 'Amy', site: 'north' }] };
  const [amy] = rosterOf(problem, [shift]).people;
  expect(amy).toMatchObject({ person: 'amy', name: 'Amy', site: 'north', skills: [{ queue: 'sales' }] });
  const spans = amy?.shifts[0]?.spans ?? [];
  expect(spans.map(({ activity, name }) => name ?? activity)).toEqual([
    'training',
    'contacts',
    'lunch',
    'contacts',
    'tickets',
  ]);
  expect(new Date(spans[0]?.startAt ?? 0).toISOString()).toBe('2026-11-22T22:00:00.000Z');
  for (const [at, { startAt }] of spans.entries()) if (at > 0) expect(startAt).toBe(spans[at - 1]?.endAt);
  expect((spans.at(-1)?.endAt ?? 0) - (spans[0]?.startAt ?? 0)).toBe(8 * 3_600_000);
});

test('people of a rotation have their crew as a team, and whoever is off has no shifts', () => {
  const { people } = rosterOf(crewedProblem, []);
  expect(people.find(({ person }) => person === agentId('agent-1'))).toMatchObject({
    team: 'crew-1',
    shifts: [],
  });
});
