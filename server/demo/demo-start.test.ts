import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { isoInZone, timeZone } from '#domain/time-zone.ts';
import { bank } from '../../forecasting/simulation/centres/bank.ts';
import { cableCompany } from '../../forecasting/simulation/centres/cable-company.ts';
import type { SimulatedCentre } from '../../forecasting/simulation/centres/simulated-centre.ts';
import { simulatedCentres } from '../../forecasting/simulation/centres/simulated-centres.ts';
import { demoStart } from './demo-start.ts';
import { historyDays } from './history-days.ts';

const startOf = ({ model }: SimulatedCentre, time: string): string => {
  const start = demoStart(model, epochMs(Date.parse(time)));
  return isoInZone(timeZone(model.zone), start).slice(0, 16);
};

test('a demonstration begins now, where this is a busy hour there', () => {
  expect(startOf(cableCompany, '2026-03-03T10:07:31+08:00')).toBe('2026-03-03T10:07');
  expect(startOf(cableCompany, '2026-03-03T19:30:00+08:00')).toBe('2026-03-03T19:30');
});

test('at night it begins in a busy hour of the day before', () => {
  expect(startOf(cableCompany, '2026-03-03T02:00:00+08:00')).toMatch(/^2026-03-02T(0[89]|1\d)/);
  expect(startOf(cableCompany, '2026-03-03T23:30:00+08:00')).toMatch(/^2026-03-03T(0[89]|1\d)/);
});

test('on a day without contacts it begins on the last day that had some', () => {
  expect(startOf(bank, '1999-01-09T11:00:00+02:00')).toMatch(/^1999-01-08/);
});

test('a small centre has weeks of a past, a middling one more than a week, and a huge one a day at least', () => {
  const days = Object.fromEntries(simulatedCentres.map(({ id, model }) => [id, historyDays(model)]));
  expect(days['cable-company']).toBeGreaterThan(7);
  expect(days['national-hotline']).toBeGreaterThanOrEqual(1);
  expect(days['national-hotline']).toBeLessThan(7);
  expect(days['tibetan-seats']).toBe(21);
});
