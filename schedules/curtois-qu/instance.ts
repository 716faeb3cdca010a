/** A shift scheduling instance in the text format of Curtois and Qu (2014), as it is written. */
export type Instance = {
  readonly days: number;
  readonly shifts: readonly InstanceShift[];
  readonly staff: readonly InstanceEmployee[];
  readonly daysOff: readonly { readonly employee: string; readonly day: number }[];
  readonly onRequests: readonly InstanceRequest[];
  readonly offRequests: readonly InstanceRequest[];
  readonly cover: readonly InstanceCover[];
};

export type InstanceShift = {
  readonly id: string;
  readonly minutes: number;
  readonly notNext: readonly string[];
};

export type InstanceEmployee = {
  readonly id: string;
  readonly mostShifts: ReadonlyMap<string, number>;
  readonly mostMinutes: number;
  readonly leastMinutes: number;
  readonly mostInRow: number;
  readonly leastInRow: number;
  readonly leastOffInRow: number;
  readonly mostWeekends: number;
};

export type InstanceRequest = {
  readonly employee: string;
  readonly day: number;
  readonly shift: string;
  readonly weight: number;
};

export type InstanceCover = {
  readonly day: number;
  readonly shift: string;
  readonly required: number;
  readonly underWeight: number;
  readonly overWeight: number;
};
