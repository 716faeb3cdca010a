import type { Measure, MeasureTerms } from '#domain/measures/definitions/measure.ts';
import type { Profile } from '#domain/measures/profiles.ts';
import type { EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';

/** What is asked: which measures, by what, over which time, where what holds. */
export type Question = {
  /** Ids of measures. */
  readonly measures: readonly string[];
  /** Columns of the answer: a period at most, names of columns, `label:NAME`. None: one row for all. */
  readonly by: readonly string[];
  /** CEL over the columns; rows for which it does not hold are not meant. */
  readonly where?: string;
  readonly profile: Profile;
  readonly terms: MeasureTerms;
  readonly zone: TimeZone;
  /** Of what arrived in [from, to); agents' time in it. */
  readonly from?: EpochMs;
  readonly to?: EpochMs;
  /** Measures that users have defined, besides ours. */
  readonly own?: readonly Measure[];
};

/** The question is a good one, and what it asks for is not kept here. */
export class UnkeptFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnkeptFailure';
  }
}

/** The question cannot be answered as it was put; the message is for whoever asked. */
export class QuestionMistake extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'QuestionMistake';
  }
}
