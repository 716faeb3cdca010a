import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { dealCrews } from './crews.ts';
import { crewShift, meanWeekHours, rotationMistakes, type Rotation } from './rotation.ts';
import { fourCrewsThreeShifts, twoShifts } from './usual-rotations.ts';

const anchor = localDay('2026-11-23');
const fourCrews = fourCrewsThreeShifts(anchor);

const marks = (rotation: Rotation, crew: string, days: number): string =>
  Array.from({ length: days }, (_, at) => crewShift(rotation, crew, addDays(anchor, at))?.id[0] ?? '-').join(
    '',
  );

describe('四班三运转', () => {
  test('each crew goes through 早早中中夜夜休休', () => {
    expect(marks(fourCrews, 'crew-1', 10)).toBe('eemmnn--ee');
    expect(marks(fourCrews, 'crew-2', 10)).toBe('--eemmnn--');
    expect(marks(fourCrews, 'crew-3', 10)).toBe('nn--eemmnn');
    expect(marks(fourCrews, 'crew-4', 10)).toBe('mmnn--eemm');
  });

  test('all 24 hours are covered by one crew each, on any day, long before the anchor too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), (away) => {
        const day = addDays(anchor, away);
        const shifts = fourCrews.crews.map(({ crew }) => crewShift(fourCrews, crew, day)?.id ?? 'off');
        expect(shifts.toSorted()).toEqual(['early', 'middle', 'night', 'off']);
      }),
    );
  });

  test('the mean week has 42 hours', () => {
    expect(meanWeekHours(fourCrews)).toBe(42);
  });

  test('a day lies between the middle shifts and the nights, and two days off after them', () => {
    const [, middle, night] = fourCrews.templates;
    expect(middle && middle.startMinute + middle.lengthMinutes).toBe(24 * 60);
    expect(night && night.startMinute + 1440 - 24 * 60).toBe(24 * 60);
  });

  test('nights are followed by nights or by rest', () => {
    const twice = fourCrews.cycle.concat(fourCrews.cycle);
    const after = twice.flatMap((mark, at) => (mark === 'night' ? [twice[at + 1]] : []));
    expect(new Set(after.filter((mark) => mark !== undefined))).toEqual(new Set(['night', 'off']));
  });
});

describe('two shifts for 09:00 to 24:00', () => {
  const rotation = twoShifts(anchor);

  test('cover the day of service, change weekly and rest one day in seven', () => {
    expect(marks(rotation, 'crew-1', 15)).toBe('dddddd-eeeeee-d');
    expect(marks(rotation, 'crew-2', 15)).toBe('eeeeee-dddddd-e');
    const spans = rotation.templates.map(({ startMinute, lengthMinutes }) => [
      startMinute,
      startMinute + lengthMinutes,
    ]);
    expect(spans).toEqual([
      [540, 990],
      [990, 1440],
    ]);
    expect(meanWeekHours(rotation)).toBe(45);
  });
});

test('eleven people make crews of 3, 3, 3 and 2, and the four who speak Kham are one in each', () => {
  const people = Array.from({ length: 11 }, (_, at) => ({
    id: agentId(`agent-${at + 1}`),
    skills: at >= 7 ? [{ queue: 'amdo' }, { queue: 'kham' }] : [{ queue: 'amdo' }],
  }));
  const crews = dealCrews(fourCrews, people);
  const sizes = fourCrews.crews.map(({ crew }) => [...crews.values()].filter((one) => one === crew).length);
  expect(sizes).toEqual([3, 3, 3, 2]);
  const kham = people.filter(({ skills }) => skills.length > 1).map(({ id }) => crews.get(id));
  expect(new Set(kham).size).toBe(4);
});

test('what is wrong with a rotation is named', () => {
  const wrong: Rotation = {
    ...fourCrews,
    id: 'wrong',
    cycle: ['early', 'late'],
    crews: [
      { crew: 'a', place: 2 },
      { crew: 'a', place: 0 },
    ],
  };
  expect(rotationMistakes(wrong)).toEqual([
    'rotation wrong: the cycle names late, expected off or one of early, middle, night',
    'rotation wrong: crew a has place 2, expected 0 to 1',
    'rotation wrong names a crew twice',
  ]);
  expect(rotationMistakes(fourCrews)).toEqual([]);
  expect(() => crewShift(fourCrews, 'crew-9', anchor)).toThrow('has no crew crew-9');
});
