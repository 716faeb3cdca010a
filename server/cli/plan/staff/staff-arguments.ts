import { DAY_MINUTES } from '#domain/time.ts';
import type { DefinitionName } from '#domain/staffing-plan.ts';
import { InvalidArgumentError } from 'commander';
import { serviceLevelDefinitions } from '#domain/measures/service-level-definitions.ts';
import type { ShrinkageKind } from '../../../../forecasting/staffing/shrinkage/shrinkage.ts';

/** A share that was typed, from 0 to below 1; `0.8` and not `80`. */
export function shareBelowOne(text: string): number {
  return numberWhere(text, 'a share from 0 to below 1, such as 0.8', (value) => value >= 0 && value < 1);
}

/** A share above 0, 1 included. */
export function shareAboveNothing(text: string): number {
  return numberWhere(text, 'a share above 0, at most 1', (value) => value > 0 && value <= 1);
}

/** A share that is neither none nor all. */
export function properShare(text: string): number {
  return numberWhere(text, 'a share above 0 and below 1', (value) => value > 0 && value < 1);
}

/** Seconds, none included. */
export function anySeconds(text: string): number {
  return numberWhere(text, 'seconds of at least 0', (value) => value >= 0 && value < Infinity);
}

/** Seconds that pass. */
export function someSeconds(text: string): number {
  return numberWhere(text, 'seconds above 0', (value) => value > 0 && value < Infinity);
}

/** A whole number in these bounds. */
export function wholeFrom(least: number, most: number): (text: string) => number {
  return (text) =>
    numberWhere(
      text,
      `a whole number from ${least} to ${most}`,
      (value) => Number.isInteger(value) && value >= least && value <= most,
    );
}

/** Minutes that a day is made of. */
export function intervalMinutes(text: string): number {
  return numberWhere(
    text,
    'whole minutes that divide a day',
    (value) => Number.isInteger(value) && value >= 1 && value <= DAY_MINUTES && DAY_MINUTES % value === 0,
  );
}

/** Hours of a week. */
export function hoursOfWeek(text: string): number {
  return numberWhere(text, 'hours a week above 0, at most 168', (value) => value > 0 && value <= 168);
}

function numberWhere(text: string, expected: string, isGood: (value: number) => boolean): number {
  const value = Number(text);
  if (text.trim() !== '' && isGood(value)) return value;
  throw new InvalidArgumentError(`expected ${expected}, got ${text}`);
}

/** Kinds of shrinkage beyond this are a mistake in a script. */
const MOST_KINDS = 50;

/** One more kind of shrinkage: `0.3`, `training=0.05`, or `lunch=0.25@12:00-14:00`. */
export function oneMoreShrinkage(
  text: string,
  before: readonly ShrinkageKind[] = [],
): readonly ShrinkageKind[] {
  const [, name = 'shrinkage', share = '', from, to] =
    /^(?:([^=]+)=)?([\d.]+)(?:@(\d\d:\d\d)-(\d\d:\d\d))?$/.exec(text) ?? [];
  if (share === '' || before.length >= MOST_KINDS)
    throw new InvalidArgumentError(
      `expected a share such as 0.3, training=0.05 or lunch=0.25@12:00-14:00, got ${text}`,
    );
  const window = from === undefined || to === undefined ? undefined : { from: minute(from), to: minute(to) };
  return [...before, { name, share: shareBelowOne(share), window }];
}

function minute(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  if (minutes < 60 && hours * 60 + minutes <= DAY_MINUTES) return hours * 60 + minutes;
  throw new InvalidArgumentError(`expected a time of day from 00:00 to 24:00, got ${text}`);
}

/** The name of a way to compute a service level. */
export function definitionArgument(text: string): DefinitionName {
  const known = DEFINITIONS.find((name) => name === text);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`expected one of ${DEFINITIONS.join(', ')}, got ${text}`);
}

/** Every way to compute a service level, ours first. */
export const DEFINITIONS = Object.keys(serviceLevelDefinitions).filter(
  (name): name is DefinitionName => name in serviceLevelDefinitions,
);
