/** A record of a sheet's stream, with those that go on with it. */
export type BiffRecord = {
  readonly kind: number;
  /** Where it begins in the stream. */
  readonly at: number;
  readonly parts: readonly Buffer[];
};

/** What records say by their number (MS-XLS). */
export const RECORD = {
  begin: 0x08_09,
  end: 0x0a,
  formula: 0x06,
  daysFrom1904: 0x22,
  password: 0x2f,
  more: 0x3c,
  codePage: 0x42,
  sheet: 0x85,
  numbers: 0xbd,
  richText: 0xd6,
  cellFormat: 0xe0,
  merged: 0xe5,
  texts: 0xfc,
  textNumber: 0xfd,
  number: 0x2_03,
  text: 0x2_04,
  truth: 0x2_05,
  formulaText: 0x2_07,
  shortNumber: 0x2_7e,
  format: 0x4_1e,
} as const;

/** The records of a stream from a place on, until its end. */
export function* biffRecords(stream: Buffer, from: number): Generator<BiffRecord> {
  for (let at = from; at + 4 <= stream.length;) {
    const kind = stream.readUInt16LE(at);
    const parts: Buffer[] = [];
    let next = at;
    do {
      const end = next + 4 + stream.readUInt16LE(next + 2);
      if (end > stream.length) throw new RangeError(`it ends within a record, at byte ${next}`);
      parts.push(stream.subarray(next + 4, end));
      next = end;
    } while (next + 4 <= stream.length && stream.readUInt16LE(next) === RECORD.more);
    yield { kind, at, parts };
    at = next;
  }
}
