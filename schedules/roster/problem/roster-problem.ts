/**
 * Who works which shift on which day: the problem behind named rosters, whether of a published benchmark or of a
 * contact centre's next four weeks (hundreds of people; demands by day, shift kind and skill group, as coverage gives
 * them). Days and shifts are places, from 0; minimum presence and requests are costs, everything in `rules`,
 * `shifts` and `limits` is hard.
 */
export type RosterProblem = {
  readonly days: number;
  readonly shifts: readonly RosterShift[];
  readonly people: readonly RosterPerson[];
  readonly demands: readonly RosterDemand[];
  /** The days of each weekend: one day, or two that follow each other. */
  readonly weekends: readonly (readonly number[])[];
};

/** A kind of shift. The same hours on another skill are another kind. */
export type RosterShift = {
  readonly id: string;
  /** Paid minutes. */
  readonly minutes: number;
  /** Shifts that must not follow on the next day: too little rest between. */
  readonly notNext: readonly number[];
};

export type RosterPerson = {
  readonly id: string;
  /** The shifts this person may work at all. */
  readonly shifts: readonly number[];
  /** Days on which less than that is possible: leave, availability, a rotation, a shift already published. */
  readonly limits: readonly DayLimit[];
  readonly rules: RosterRules;
  readonly requests: readonly RosterRequest[];
  /** How the days before the first one ended. Absent: in the way that hinders nothing. */
  readonly before?: RosterHistory;
};

/** What somebody does on a day. */
export type Duty = number | 'off';

export type DayLimit = {
  readonly day: number;
  readonly allows: readonly Duty[];
  /** In a planner's word: "leave", "fixed". */
  readonly because: string;
};

export type RosterRules = {
  /** Minutes worked in days from … until − 1, any number of such windows. */
  readonly minutes: readonly MinutesRule[];
  /** Shifts of some kinds in a window. */
  readonly counts: readonly CountRule[];
  /** Days worked in a row. A stretch that reaches over the last day need not have its least length yet. */
  readonly worked: Span;
  /** Days off in a row; likewise. */
  readonly off: Span;
  /** Weekends with any work, counted on the first day of theirs that is worked; any number of windows. */
  readonly weekends: readonly MinutesRule[];
};

export type Span = { readonly least: number; readonly most: number };

export type MinutesRule = Span & { readonly from: number; readonly until: number };

export type CountRule = MinutesRule & { readonly shifts: readonly number[] };

export type RosterHistory = {
  readonly kind: 'worked' | 'off';
  /** How many days in a row until now. */
  readonly days: number;
  /** The shift of the last day, when it was worked. */
  readonly shift?: number;
};

/** Costs its weight when it is not met: `on` wants this duty on this day, `off` anything else. */
export type RosterRequest = {
  readonly day: number;
  readonly duty: Duty;
  readonly kind: 'on' | 'off';
  readonly weight: number;
};

/** So many people of a group on these shifts of a day. Whoever is missing or too many costs. */
export type RosterDemand = {
  readonly day: number;
  readonly shifts: readonly number[];
  /** Who counts. Absent: everybody. */
  readonly people?: readonly number[];
  readonly required: number;
  readonly underCost: number;
  readonly overCost: number;
};

/** What each person does on each day. */
export type Roster = readonly (readonly Duty[])[];
