import type { Row } from '#domain/history/column.ts';
import { lowestShare, type Judged } from '#domain/measures/lowest-share.ts';
import { HOUR_MS, epochMs } from '#domain/time.ts';
import { isoInZone } from '#domain/time-zone.ts';
import { compileSum } from '../../history/figures/compile-sum.ts';
import type { PreparedQuestion } from '../../history/figures/prepare-question.ts';
import { serviceLevelUnder } from '#domain/measures/profiles.ts';

/** What a profile says that has to hold over any continuous stretch of time: the worst one that there was. */
export type WorstStretch = { see(row: Row): void; said(): readonly string[] };

/** Nothing seen yet; undefined where the profile asks for no such thing. A visit costs some twenty bytes. */
export function worstStretch(prepared: PreparedQuestion): WorstStretch | undefined {
  const { profile, terms, zone, from, to } = prepared.question;
  const { over } = profile;
  const [met, base] = serviceLevelUnder(profile).flatMap((one) =>
    one.kind === 'sum' ? compileSum(one, terms, zone) : [],
  );
  if (over === undefined || met === undefined || base === undefined) return undefined;
  const judged: Judged[] = [];
  return {
    see(row) {
      const at = row['arrived_at'];
      if (typeof at === 'number' && base.counts(row))
        judged.push({ at: epochMs(at), isMet: met.counts(row) });
    },
    said() {
      const ends = judged.reduce(
        (so, { at }) => ({ first: Math.min(so.first, at), last: Math.max(so.last, at) }),
        { first: Infinity, last: -Infinity },
      );
      const lowest = lowestShare(judged, {
        lengthMs: over.lengthMs,
        from: from ?? epochMs(ends.first),
        to: to ?? epochMs(ends.last + 1),
      });
      const hours = over.lengthMs / HOUR_MS;
      if (lowest === undefined) return [`${profile.id}: less than ${hours} hours are known`];
      const { met: sum, of } = lowest;
      const share = ((100 * sum) / of).toFixed(2);
      const verdict = sum / of >= over.least ? 'holds' : 'does not hold';
      return [
        `${profile.id}: the lowest of any continuous ${hours} hours is ${share} % (${sum} of ${of}, from ${isoInZone(zone, lowest.from)} to ${isoInZone(zone, lowest.to)}): at least ${100 * over.least} % ${verdict}`,
      ];
    },
  };
}
