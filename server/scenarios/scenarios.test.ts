import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { Figures } from '#domain/board/board.ts';
import { GRID_MS } from '#domain/interval.ts';
import type { EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { drawFigures } from '../metrics/draw-figures.ts';
import { sweep, takeEvents } from '../pipeline/take-events.ts';
import { emptyWorld } from '../pipeline/world.ts';
import { figureWord, figuresIn } from './testing/figure-words.ts';
import { readScenario, type Expectation, type Scenario } from './testing/read-scenario.ts';

const folder = new URL('.', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.scenario'))) {
  const scenario = readScenario(readFileSync(new URL(file, folder), 'utf8'));
  test(`${scenario.title} (${file})`, () => {
    expect(scenario.expectations.length).toBeGreaterThan(0);
    for (const expectation of scenario.expectations) {
      const told = scenario.events.filter((event) => event.at <= expectation.at);
      const seen = see(scenario, expectation, [told]);
      expect(seen).toEqual(said(expectation));
      // The same facts backwards, one at a time, and every one twice.
      const backwards = told.toReversed().flatMap((event) => [[event], [event]]);
      expect(see(scenario, expectation, backwards)).toEqual(seen);
    }
  });
}

function see(
  scenario: Scenario,
  expectation: Expectation,
  batches: readonly (readonly AcdEvent[])[],
): object {
  const figures = figuresAt(scenario, expectation.at, batches);
  const scope = figuresIn(figures, expectation.scope);
  if (scope === undefined) throw new Error(`line ${expectation.line}: no queue ${expectation.scope}`);
  return words(expectation, (name) => wordOf(scope, name, expectation));
}

function wordOf(figures: Figures, name: string, { line, at }: Expectation): string {
  const word = figureWord(figures, name, at);
  if (word === undefined) throw new Error(`line ${line}: "${name}" is not a figure`);
  return word;
}

function figuresAt(scenario: Scenario, now: EpochMs, batches: readonly (readonly AcdEvent[])[]) {
  const { centre } = scenario;
  const zone = timeZone(centre.zone);
  const terms = { centre, zone, definitions: 'scenario' };
  const world = emptyWorld(GRID_MS);
  for (const events of batches) takeEvents(world, terms, { events, position: 1, receivedAt: now });
  sweep(world, terms, now);
  return drawFigures({ floor: world.floor, tally: world.tally, centre, zone, now, feeds: new Map() });
}

const said = (expectation: Expectation): object =>
  words(expectation, (name) => expectation.figures.find((figure) => figure.name === name)?.value ?? '');

const words = ({ line, figures }: Expectation, wordFor: (name: string) => string): object => ({
  line,
  ...Object.fromEntries(figures.map(({ name }) => [name, wordFor(name)])),
});
