import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { planQueue } from './plan-queue.ts';
import type { IntervalDemand } from './queue-question.ts';
import { usualQuestion } from './testing/flat-day.ts';

const folder = new URL('./scenarios/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.scenario'))) {
  const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
  test(`${lines[0]?.slice(2)} (${file})`, () => {
    const plan = new Map(planOf(lines).map((one) => [one.minuteOfDay, one]));
    const expectations = lines.filter((line) => line.includes('  expect  '));
    expect(expectations.length).toBeGreaterThan(0);
    for (const line of expectations) {
      const [time = '', , ...figures] = line.split(/ {2,}/);
      const planned = plan.get(minuteOf(time));
      for (const figure of figures) {
        const [name = '', wanted = ''] = figure.split(' ');
        expect(`${name} ${said(planned, name)}`, line).toBe(`${name} ${wanted}`);
      }
    }
  });
}

const percent = (share: number | undefined): string =>
  share === undefined ? '-' : `${Number((share * 100).toFixed(1))}%`;

function said(planned: PlannedInterval | undefined, name: string): string {
  switch (name) {
    case 'required':
      return String(planned?.required);
    case 'scheduled':
      return String(planned?.scheduled);
    case 'service-level':
      return percent(planned?.figures?.serviceLevel);
    case 'one-fewer':
      return percent(planned?.oneFewer?.serviceLevel);
    case 'one-more':
      return percent(planned?.oneMore?.serviceLevel);
    case 'decided-by':
      return planned?.binds[0]?.replace(' ', '-') ?? '-';
    default:
      throw new Error(`a scenario expects ${name}, which is no figure of a plan`);
  }
}

function planOf(lines: readonly string[]): readonly PlannedInterval[] {
  const head = lines.find((line) => line.startsWith('queue ')) ?? '';
  const number = (pattern: RegExp): number | undefined => {
    const found = pattern.exec(head)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const patienceSeconds = number(/patience (\d+)s/);
  const busy = number(/busy at most (\d+)%/);
  const handleSeconds = number(/contacts take (\d+)s/) ?? 0;
  const intervals = lines.flatMap((line) => intervalOf(line, handleSeconds));
  const minutes = Number(lines.map((line) => /(\d+)min/.exec(line)?.[1]).find((one) => one !== undefined));
  return planQueue(
    usualQuestion({
      intervals,
      intervalMinutes: minutes,
      behaviour: patienceSeconds === undefined ? { kind: 'patient' } : { kind: 'impatient', patienceSeconds },
      target: {
        serviceLevel: (number(/target (\d+)%/) ?? 0) / 100,
        withinSeconds: number(/in (\d+)s/),
        occupancy: busy === undefined ? undefined : busy / 100,
      },
      shrinkage: { kinds: lines.flatMap(shrinkageOf), combine: 'multiply' },
    }),
  );
}

function intervalOf(line: string, handleSeconds: number): readonly IntervalDemand[] {
  const found = /^(\d\d:\d\d) {2}\d+min {2}([\d.]+) contacts(?: unsure by (\d+)%)?$/.exec(line);
  if (found === null) return [];
  const [, time = '', offered, unsure = '0'] = found;
  const rateCv = Number(unsure) / 100;
  return [
    {
      day: localDay('2026-11-23'),
      minuteOfDay: minuteOf(time),
      offered: Number(offered),
      handleSeconds,
      rateCv,
    },
  ];
}

function shrinkageOf(line: string) {
  const found = /^shrinkage (\w+) (\d+)%(?: from (\d\d:\d\d) to (\d\d:\d\d))?$/.exec(line);
  if (found === null) return [];
  const [, name = '', share, from, to] = found;
  const window =
    from === undefined || to === undefined ? undefined : { from: minuteOf(from), to: minuteOf(to) };
  return [{ name, share: Number(share) / 100, window }];
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
