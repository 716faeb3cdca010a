import type { Logger } from 'pino';
import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Timers } from '../../clock/timers.ts';
import type { LinkState } from './keep-linked.ts';
import { IN_SPAN, LINES_IN_SPAN, openGate, type Gate } from './line-gate.ts';
import { troubleWords, type SourceHealthBook } from './source-health.ts';

export type SourceLogOptions = {
  readonly log: Logger;
  readonly clock: Clock;
  readonly timers: Timers;
};

/** The book, with a line in the log for each connection that is lost and back, and for each warning that is new and mended. */
export function logSources(book: SourceHealthBook, options: SourceLogOptions): SourceHealthBook {
  return {
    list: () => book.list(),
    add(id, kind) {
      const entry = book.add(id, kind);
      const own: OfSource = { ...options, log: options.log.child({ source: id }), source: id };
      const links = new Map<string, (state: LinkState) => void>();
      const warnings = warningLog(own);
      return {
        ...entry,
        link(name, state) {
          entry.link(name, state);
          const told = links.get(name) ?? linkLog(own, name);
          links.set(name, told);
          told(state);
        },
        warn(key, sentence) {
          entry.warn(key, sentence);
          warnings.warn(key, sentence);
        },
        mended(key) {
          entry.mended(key);
          warnings.mended(key);
        },
      };
    },
  };
}

type OfSource = SourceLogOptions & { readonly source: string };

/** Is told each state of one connection. */
function linkLog(of: OfSource, link: string): (state: LinkState) => void {
  const own = { ...of, link, name: `${of.source}: ${link}` };
  const sum = sumOfLosses(own);
  let liveSince: EpochMs | undefined;
  let outage: Outage | undefined;

  function lose(reason: string): void {
    if (outage === undefined) {
      outage = {
        since: of.clock(),
        isWritten: liveSince === undefined || sum.pass(reason),
        reasons: new Set(),
      };
    }
    const { isWritten, reasons } = outage;
    if (!isWritten || reasons.has(reason) || reasons.size >= LINES_IN_SPAN) return;
    reasons.add(reason);
    const liveMs = liveSince === undefined ? undefined : of.clock() - liveSince;
    const how = liveMs === undefined ? 'cannot be reached' : `is lost after ${secondsOf(liveMs)}`;
    of.log.warn({ link, liveMs }, `${own.name} ${how}: ${reason}`);
    liveSince = undefined;
  }

  function find(): void {
    const awayMs = outage === undefined ? 0 : of.clock() - outage.since;
    if (outage === undefined) of.log.info({ link }, `${own.name} is connected`);
    else if (outage.isWritten)
      of.log.info({ link, awayMs }, `${own.name} is back after ${secondsOf(awayMs)}`);
    else sum.add(awayMs);
    [liveSince, outage] = [of.clock(), undefined];
  }

  return (state) => {
    if (state.state === 'waiting') lose(troubleWords(state));
    else if (state.state === 'live') find();
    else if (state.state === 'stopped') sum.close();
  };
}

/** A time without the connection; `reasons`: why, as far as it was written. */
type Outage = { readonly since: EpochMs; readonly isWritten: boolean; readonly reasons: Set<string> };

/** Losses that are only counted, and how long they lasted. */
function sumOfLosses({
  log,
  link,
  name,
  timers,
}: OfSource & { readonly link: string; readonly name: string }) {
  let awayMs: DurationMs = 0;
  let lastReason = '';
  const gate = openGate(timers, (times) => {
    const lasting = secondsOf(awayMs);
    log.warn(
      { link, times, awayMs },
      `${name} was lost ${times} times more ${IN_SPAN}, for ${lasting} in all, the last time: ${lastReason}`,
    );
    awayMs = 0;
  });
  return {
    close: () => gate.close(),
    add: (ms: DurationMs) => void (awayMs += ms),
    /** Whether this loss is to be written. */
    pass(reason: string) {
      lastReason = reason;
      return gate.pass();
    },
  };
}

const secondsOf = (ms: DurationMs): string => `${(ms / SECOND_MS).toFixed(1)} s`;

type Warning = { readonly gate: Gate; sentence: string | undefined; isWritten: boolean };

/** Is told what is wrong with a source, as often as it is seen. */
function warningLog({ log, source, timers }: OfSource): {
  warn(key: string, sentence: string): void;
  mended(key: string): void;
} {
  const warnings = new Map<string, Warning>();
  return {
    warn(key, sentence) {
      const warning = warnings.get(key) ?? {
        gate: openGate(timers, (times) =>
          log.warn({ key, times }, `${source}: ${times} more warnings like this ${IN_SPAN}: ${sentence}`),
        ),
        sentence: undefined,
        isWritten: false,
      };
      warnings.set(key, warning);
      if (warning.sentence === sentence) return;
      warning.sentence = sentence;
      warning.isWritten = warning.gate.pass();
      if (warning.isWritten) log.warn({ key }, `${source}: ${sentence}`);
    },
    mended(key) {
      const warning = warnings.get(key);
      if (warning?.sentence === undefined) return;
      if (warning.isWritten) log.info({ key }, `${source}: this is mended: ${warning.sentence}`);
      warning.sentence = undefined;
    },
  };
}
