import { randomStreams, unitAt } from '../../../../forecasting/simulation/random/random-streams.ts';

/** Records in the bank's form, and what was counted while they were written. */
export type BankRecords = { readonly records: string; readonly truth: string };

/** The clocks of Israel were put forward in the night before the fifth of these days. */
const DAYS = ['990329', '990330', '990331', '990401', '990402', '990403', '990404'];
const CALLS_A_DAY = 220;
const SERVERS = ['ALMA', 'BENI', 'CARMEL', 'DAVID', 'ELLA', 'FANNY'];
const SERVICES = ['PS', 'PS', 'PS', 'NE', 'NW', 'IN'];

type HalfHour = {
  readonly answerWaits: number[];
  readonly abandonWaits: number[];
  withoutServer: number;
};

/** A week of an invented bank, with the dirt of the real one: services that start early, rows without a server, phantoms, nights. */
export function ownWeek(): BankRecords {
  const chance = chanceFrom(1999);
  const lines: string[] = [HEAD];
  const counted = new Map<string, HalfHour>();
  for (const day of DAYS) {
    const cells = Array.from({ length: 48 }, (): HalfHour => ({
      answerWaits: [],
      abandonWaits: [],
      withoutServer: 0,
    }));
    for (const [index, cell] of cells.entries()) counted.set(`${day} ${index}`, cell);
    for (let call = 0; call < CALLS_A_DAY; call += 1) lines.push(oneCall(day, call, cells, chance));
  }
  return { records: `${lines.join('\r\n')}\r\n`, truth: truthOf(counted) };
}

const HEAD =
  'vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver';

type Chance = { below(bound: number): number; exponential(mean: number): number };

function chanceFrom(seed: number): Chance {
  const streams = randomStreams(seed, 0, 1);
  let place = 0;
  const next = (): number => unitAt(streams, 0, (place += 1));
  return {
    below: (bound) => Math.floor(next() * bound),
    exponential: (mean) => Math.ceil(-mean * Math.log(next())),
  };
}

/** The row of a call; what it adds to the figures is added to its half hour. */
function oneCall(day: string, call: number, cells: readonly HalfHour[], chance: Chance): string {
  // Until two minutes before midnight, so that who comes late is served on the next day.
  const entry = 7 * 3_600 + chance.below(17 * 3_600 - 120);
  const exit = entry + chance.below(20);
  const lot = chance.below(100);
  const isQueued = lot < 75;
  const isAnswered = lot < 65 || (lot >= 75 && lot < 90);
  const wait = isQueued ? chance.exponential(lot % 5 === 0 ? 90 : 15) : 0;
  const queueExit = exit + wait;
  const server =
    isAnswered && chance.below(20) > 0 ? (SERVERS[chance.below(SERVERS.length)] ?? '') : 'NO_SERVER';
  const serviceEnd = queueExit + chance.exponential(150);
  const cell = cells[Math.floor(exit / 1_800)];
  // From the ninetieth on they hang up in self-service; the last two are phantoms. Nobody offers those.
  if (isAnswered) {
    cell?.answerWaits.push(wait);
    if (server === 'NO_SERVER' && cell !== undefined) cell.withoutServer += 1;
  } else if (isQueued) cell?.abandonWaits.push(wait);
  return [
    `AA0${101 + (call % 6)}`,
    40_000 + call,
    chance.below(3) === 0 ? 0 : 10_000_000 + chance.below(90_000_000),
    chance.below(3),
    SERVICES[chance.below(SERVICES.length)],
    day,
    ...span(entry, exit),
    ...(isQueued ? span(exit, queueExit) : NOTHING),
    lot >= 98 ? 'PHANTOM' : isAnswered ? 'AGENT' : 'HANG',
    ...(isAnswered ? span(queueExit - chance.below(4), serviceEnd) : NOTHING),
    server,
  ].join('\t');
}

const NOTHING = ['0:00:00', '0:00:00', 0] as const;

const span = (from: number, until: number): readonly (string | number)[] => [
  clock(from),
  clock(until),
  until - from,
];

/** Seconds of a day as the bank writes them; what is after midnight begins again at 0. */
function clock(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  return `${hours}:${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function truthOf(counted: ReadonlyMap<string, HalfHour>): string {
  const rows = [...counted].map(([place, { answerWaits, abandonWaits, withoutServer }]) => {
    const [day = '', index = ''] = place.split(' ');
    const date = `19${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`;
    const start = clock(Number(index) * 1_800)
      .padStart(8, '0')
      .slice(0, 5);
    const within = answerWaits.filter((wait) => wait <= 20).length;
    const offered = answerWaits.length + abandonWaits.length;
    const figures = [
      offered,
      answerWaits.length,
      abandonWaits.length,
      within,
      mean(answerWaits),
      mean(abandonWaits),
    ];
    return [date, start, ...figures, withoutServer].join(',');
  });
  return `${TRUTH_HEAD}\n${rows.join('\n')}\n`;
}

const TRUTH_HEAD =
  'date,interval_start,offered_acd,answered_acd,abandoned,answered_within20_acd,asa_acd_s,mean_wait_abandon_s,answered_without_server';

const mean = (waits: readonly number[]): string =>
  waits.length === 0 ? '' : (waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toFixed(3);
