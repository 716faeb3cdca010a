import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { GRID_MS } from '#domain/interval.ts';
import type { EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { advanceTime } from '../../pipeline/advance-time.ts';
import { sweep, takeEvents, type Terms } from '../../pipeline/take-events.ts';
import { seeFloor, type Seen } from '../../pipeline/see-floor.ts';
import { emptyWorld, type World } from '../../pipeline/world.ts';
import { figuresIn, figureWord, sourceWord } from './figure-words.ts';
import { readScenario, type Expectation, type Scenario } from './read-scenario.ts';

const folder = new URL('../', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.scenario'))) {
  const scenario = readScenario(readFileSync(new URL(file, folder), 'utf8'));
  test(`${scenario.title} (${file})`, () => {
    expect(scenario.expectations.length).toBeGreaterThan(0);
    if (scenario.isLive) return checkLive(scenario);
    for (const expectation of scenario.expectations) {
      const told = scenario.told.map(({ event }) => event).filter((event) => event.at <= expectation.at);
      const seen = see(scenario, expectation, [told]);
      expect(seen).toEqual(said(expectation));
      // The same facts backwards, one at a time, and every one twice.
      const backwards = told.toReversed().flatMap((event) => [[event], [event]]);
      expect(see(scenario, expectation, backwards)).toEqual(seen);
    }
  });
}

/** Takes what is told when it is heard, and looks when something is expected. */
function checkLive(scenario: Scenario): void {
  const terms = termsOf(scenario);
  const world = emptyWorld(GRID_MS);
  let told = scenario.told.toSorted((one, other) => one.heardAt - other.heardAt);
  for (const expectation of scenario.expectations) {
    const due = told.filter(({ heardAt }) => heardAt <= expectation.at);
    told = told.filter(({ heardAt }) => heardAt > expectation.at);
    for (const { heardAt, event } of due) {
      takeEvents(world, terms, { events: [event], position: 1, receivedAt: heardAt });
      advanceTime(world, terms, momentAt(heardAt));
    }
    const { seen } = advanceTime(world, terms, momentAt(expectation.at));
    expect(inWords(seen, expectation)).toEqual(said(expectation));
  }
}

function see(
  scenario: Scenario,
  expectation: Expectation,
  batches: readonly (readonly AcdEvent[])[],
): object {
  const terms = termsOf(scenario);
  const world: World = emptyWorld(GRID_MS, 'told');
  const now = expectation.at;
  for (const events of batches) takeEvents(world, terms, { events, position: 1, receivedAt: now });
  sweep(world, terms, now);
  return inWords(seeFloor(world, terms, momentAt(now)), expectation);
}

const termsOf = ({ centre }: Scenario): Terms => ({
  centre,
  zone: timeZone(centre.zone),
  definitions: 'scenario',
});

const momentAt = (serverNow: EpochMs) => ({ serverNow, cut: new Set<never>(), refused: {} });

function inWords(seen: Seen, expectation: Expectation): object {
  const { line, scope } = expectation;
  const wordFor = (name: string): string | undefined => {
    if (scope.startsWith('@')) return sourceWord(seen, scope.slice(1), name);
    const figures = figuresIn(seen, scope);
    if (figures === undefined) throw new Error(`line ${line}: no queue ${scope}`);
    return figureWord(figures, name, expectation.at);
  };
  return words(expectation, (name) => {
    const word = wordFor(name);
    if (word === undefined) throw new Error(`line ${line}: "${name}" is not a figure`);
    return word;
  });
}

const said = (expectation: Expectation): object =>
  words(expectation, (name) => expectation.figures.find((figure) => figure.name === name)?.value ?? '');

const words = ({ line, figures }: Expectation, wordFor: (name: string) => string): object => ({
  line,
  ...Object.fromEntries(figures.map(({ name }) => [name, wordFor(name)])),
});
