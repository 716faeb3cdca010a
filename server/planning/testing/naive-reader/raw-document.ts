/** A schedule problem as its JSON is written, in the reader's own words: nothing here is shared with the program. */
export type RawDocument = {
  readonly zone: string;
  readonly from: string;
  readonly days: number;
  readonly intervalMinutes: number;
  readonly queues: readonly RawQueue[];
  readonly shifts: readonly RawShift[];
  readonly people: readonly RawPerson[];
  readonly rules?: { readonly preset?: string; readonly own?: readonly RawRule[] };
  readonly rotations?: readonly RawRotation[];
  readonly lived?: readonly RawDuty[];
  readonly fixed?: readonly RawDuty[];
  readonly activities?: readonly RawActivity[];
  readonly deferredWork?: { readonly name: string; readonly leastMinutes: number };
};

export type RawQueue = {
  readonly queue: string;
  readonly required?: readonly number[];
  readonly underCost?: number;
  readonly overCost?: number;
  readonly least?: number;
};

export type RawShift = {
  readonly id: string;
  readonly starts:
    | readonly string[]
    | { readonly from: string; readonly until: string; readonly everyMinutes: number };
  readonly minutes: number;
  readonly breaks?: readonly RawBreak[];
};

export type RawBreak = {
  readonly name: string;
  readonly minutes: number;
  readonly earliest: number;
  readonly latest: number;
  readonly paid: boolean;
};

export type RawPerson = {
  readonly id: string;
  readonly skills: Readonly<Record<string, number>>;
  readonly hours?: { readonly least: number; readonly most: number };
  readonly shifts?: readonly string[];
  readonly seniority?: number;
  readonly answeringShare?: number;
  readonly available?: readonly { readonly weekday: number; readonly from: string; readonly until: string }[];
  readonly off?: readonly { readonly from: string; readonly until?: string; readonly why?: string }[];
  readonly wishes?: readonly { readonly day: string; readonly wants: string; readonly weight?: number }[];
  readonly ramp?: { readonly from: string; readonly days: number; readonly startShare: number };
};

/** A rule with whatever figures it has. */
export type RawRule = {
  readonly rule: string;
  readonly weight?: number;
  readonly mostHours?: number;
  readonly overWeeks?: number;
  readonly toleranceHours?: number;
  readonly ordinaryHours?: number;
  readonly mostHoursPerMonth?: number;
  readonly leastHours?: number;
  readonly most?: number;
  readonly least?: number;
  readonly inWeeks?: number;
  readonly pairs?: readonly (readonly string[])[];
  readonly overHours?: number;
  readonly leastMinutes?: number;
  readonly beforeHour?: number;
  readonly eventDays?: readonly string[];
  readonly lighterHours?: number;
  readonly withinDays?: number;
  readonly burden?: string;
  readonly spread?: number;
};

export type RawRotation = {
  readonly kind: string;
  readonly anchor: string;
  readonly people: readonly string[];
  readonly cycle?: readonly string[];
  readonly crews?: readonly { readonly crew: string; readonly place: number }[];
};

export type RawDuty = {
  readonly person: string;
  readonly day: string;
  readonly shift: string;
  readonly start?: string;
};

export type RawActivity = {
  readonly name: string;
  readonly people: 'all' | { readonly skill: string } | readonly string[];
  readonly minutes: number;
  readonly atATime?: number;
  readonly days?: readonly string[];
  readonly from?: string;
  readonly until?: string;
};
