import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre, type Centre, type QueueDefinition } from '#domain/centre.ts';
import { queueId } from '#domain/ids.ts';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { instantOf, timeZone } from '#domain/time-zone.ts';
import { readFact } from './read-fact.ts';

/** What a line `expect` says: these words of this queue (or `*`) have these values at that time. */
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
  readonly events: readonly AcdEvent[];
  readonly expectations: readonly Expectation[];
};

/** Reads scenario text. Throws with the line when it says something unknown. */
export function readScenario(text: string): Scenario {
  const lines = text
    .split('\n')
    .map((line, index) => ({ words: line.trim().split(/\s+/), line: index + 1, text: line.trim() }));
  const setting = (name: string): string | undefined =>
    lines.find(({ words }) => words[0] === name)?.words[1];
  const zone = timeZone(setting('zone') ?? 'Asia/Shanghai');
  const day = setting('day') ?? '2026-03-04';
  const events: AcdEvent[] = [];
  const expectations: Expectation[] = [];
  for (const { words, line } of lines) {
    const time = /^(?:(\d{4}-\d\d-\d\d)T)?(\d\d:\d\d:\d\d)$/.exec(words[0] ?? '');
    if (time === null) continue;
    const at = instantOf(zone, Date.parse(`${time[1] ?? day}T${time[2]}Z`));
    if (words[1] === 'expect') expectations.push(readExpectation(words.slice(2), line, at));
    else events.push(readFact(words.slice(1), line, at));
  }
  const queues = lines.filter(({ words }) => words[0] === 'queue').map(({ text: said }) => readQueue(said));
  return {
    title:
      lines
        .find(({ text: said }) => said.startsWith('#'))
        ?.text.slice(1)
        .trim() ?? 'untitled',
    centre: { ...usualCentre(zone.name), queues },
    events,
    expectations,
  };
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
