import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre, type Centre, type QueueDefinition } from '#domain/centre.ts';
import { queueId, sourceId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { instantOf, timeZone, type TimeZone } from '#domain/time-zone.ts';
import { readFact } from './read-fact.ts';

/** What a line `expect` says: these words of this queue (or `*`, or `@source`) have these values at that time. */
export type Expectation = {
  readonly line: number;
  readonly at: EpochMs;
  readonly scope: string;
  readonly figures: readonly { readonly name: string; readonly value: string }[];
};

/** A business rule in plain text: definitions, facts in virtual time, and what the figures must then be. */
export type Scenario = {
  readonly title: string;
  readonly centre: Centre;
  /** The facts as their sources tell them, by the clocks of the sources. */
  readonly told: readonly { readonly heardAt: EpochMs; readonly event: AcdEvent }[];
  /** The rule is about when things are heard: they are taken as they come, and in no other order. */
  readonly isLive: boolean;
  readonly expectations: readonly Expectation[];
};

type Line = { readonly words: readonly string[]; readonly line: number; readonly text: string };

/** Reads scenario text. Throws with the line when it says something unknown. */
export function readScenario(text: string): Scenario {
  const lines = text
    .split('\n')
    .map((line, index): Line => ({ words: line.trim().split(/\s+/), line: index + 1, text: line.trim() }));
  const setting = (name: string): string | undefined =>
    lines.find(({ words }) => words[0] === name)?.words[1];
  const zone = timeZone(setting('zone') ?? 'Asia/Shanghai');
  const clock: Clock = { zone, day: setting('day') ?? '2026-03-04' };
  const timed = lines.flatMap(({ words, line }) => {
    const heardAt = instantOn(clock, words[0] ?? '');
    return heardAt === undefined ? [] : [{ heardAt, words: words.slice(1), line }];
  });
  const queues = lines.filter(({ words }) => words[0] === 'queue').map(({ text: said }) => readQueue(said));
  return {
    title: titleOf(lines),
    centre: { ...usualCentre(zone.name), queues },
    told: timed.filter(({ words }) => words[0] !== 'expect').flatMap((one) => readTold(one, clock)),
    isLive: lines.some(({ text: said }) => said === 'live'),
    expectations: timed
      .filter(({ words }) => words[0] === 'expect')
      .map(({ words, line, heardAt }) => readExpectation(words.slice(1), line, heardAt)),
  };
}

const titleOf = (lines: readonly Line[]): string =>
  lines
    .find(({ text }) => text.startsWith('#'))
    ?.text.slice(1)
    .trim() ?? 'untitled';

type Clock = { readonly zone: TimeZone; readonly day: string };

function instantOn({ zone, day }: Clock, text: string): EpochMs | undefined {
  const [, date = day, time] = /^(?:(\d{4}-\d\d-\d\d)T)?(\d\d:\d\d:\d\d)$/.exec(text) ?? [];
  return time === undefined ? undefined : instantOf(zone, Date.parse(`${date}T${time}Z`));
}

type TimedLine = { readonly heardAt: EpochMs; readonly words: readonly string[]; readonly line: number };

/**
 * `@pbx-2 +3m c1 queued sales`: told by another source than the usual one, whose clock is three minutes ahead.
 * `@pbx-2 at 09:11:00 c1 queued sales`: told late of what happened then.
 */
function readTold({ heardAt, words, line }: TimedLine, clock: Clock): Scenario['told'] {
  const [source, ...ofSource] = words[0]?.startsWith('@') === true ? words : ['@switch', ...words];
  const happenedAt = ofSource[0] === 'at' ? instantOn(clock, ofSource[1] ?? '') : undefined;
  const ahead = happenedAt === undefined ? aheadOf(ofSource[0] ?? '') : happenedAt - heardAt;
  const fact = ofSource.slice(happenedAt !== undefined ? 2 : ahead === undefined ? 0 : 1);
  const tell = (at: EpochMs, body: readonly string[], id: string): Scenario['told'][number] => {
    const event = readFact(body, line, later(at, ahead ?? 0));
    return { heardAt: at, event: { ...event, id, source: sourceId(source?.slice(1) ?? '') } };
  };
  if (fact[0] !== 'beats') return [tell(heardAt, fact, `line-${line}`)];
  const until = instantOn(clock, fact[2] ?? '');
  if (until === undefined) throw new Error(`line ${line}: expected "beats until 09:10:00"`);
  const beats: Scenario['told'][number][] = [];
  for (let at = heardAt; at <= until; at = later(at, BEAT_MS))
    beats.push(tell(at, ['source', 'heartbeat'], `line-${line}-${at}`));
  return beats;
}

/** A source that beats does so every two seconds. */
const BEAT_MS: DurationMs = 2 * SECOND_MS;

function aheadOf(text: string): DurationMs | undefined {
  const [, sign, count, unit] = /^([+-])(\d+)([smh])$/.exec(text) ?? [];
  if (unit === undefined) return undefined;
  const unitMs = unit === 's' ? SECOND_MS : unit === 'm' ? MINUTE_MS : HOUR_MS;
  return (sign === '-' ? -1 : 1) * Number(count) * unitMs;
}

function readQueue(text: string): QueueDefinition {
  const parts = /^queue (\S+) target (\d+)% in (\d+)s(?:, ignore abandons under (\d+)s)?$/.exec(text);
  if (parts === null)
    throw new Error(`expected "queue NAME target N% in Ns[, ignore abandons under Ns]", got "${text}"`);
  const [, name = '', percent, within, short = '0'] = parts;
  return {
    id: queueId(name),
    name: { en: name },
    target: {
      share: Number(percent) / 100,
      withinMs: Number(within) * SECOND_MS,
      shortAbandonMs: Number(short) * SECOND_MS,
    },
  };
}

function readExpectation(words: readonly string[], line: number, at: EpochMs): Expectation {
  const [scope = '*', ...rest] = words;
  const figures: { name: string; value: string }[] = [];
  for (let i = 0; i < rest.length; i += 2) figures.push({ name: rest[i] ?? '', value: rest[i + 1] ?? '' });
  return { line, at, scope, figures };
}
