import { MINUTE_MS } from '#domain/time.ts';
import { minutesSeconds } from '../../format/clock.ts';
import type {
  AlertWords,
  ColumnWords,
  LineWords,
  LinkWords,
  SessionWords,
  SubWords,
  Words,
} from './wall-words.ts';

// Narrow no-break space: a unit stays with its number.
const THIN = '\u202f';
const percent = (digits: string): string => `${digits}${THIN}%`;

const column: ColumnWords = {
  queue: ['Queue'],
  waiting: ['Waiting', 'Wait'],
  longest: ['Longest'],
  service: ['Service level / target', 'Service / target', 'Service', 'SL'],
  closeService: ['Service %', 'SL %'],
  answered: ['Answered'],
  agents: ['Free / busy'],
  speed: ['Answer in'],
  occupancy: ['Occupied'],
  handle: ['Handling'],
  caption: 'Queues, the worst first',
  none: 'No queue has been seen yet',
  counted: ({ all, breached, atRisk }) => [
    `${all} queues: ${breached} breached, ${atRisk} at risk`,
    `${all} queues, ${breached} breached`,
    `${all} queues`,
  ],
  page: ({ page, pages }) => [`Page ${page} of ${pages}`, `${page} of ${pages}`, `${page}/${pages}`],
  some: ({ shown, all }) => [`${shown} of ${all} queues`, `${shown} of ${all}`],
};

const sub: SubWords = {
  unknown: ['no figures yet', 'no figures'],
  nobodyWaits: ['nobody waits', 'nobody'],
  deferred: (count) => `${count} deferred`,
  mostIn: (queue, waiting) => `${queue} ${waiting}`,
  answerWithin: (seconds) => [
    `answer within ${seconds}${THIN}s`,
    `target ${seconds}${THIN}s`,
    `≤${THIN}${seconds}${THIN}s`,
  ],
  target: (digits) => `target ${percent(digits)}`,
  metOf: (met, base) => [`${met} of ${base} in time`, `${met} of ${base}`, `${met}/${base}`],
  answerRate: (digits) => `answered ${percent(digits)}`,
  lately: 'last 30 min',
  today: (digits) => `today ${percent(digits)}`,
  noneSignedIn: ['sign-ins unknown', 'unknown'],
  signedIn: (agents) => [`Agents, ${agents} signed in`, `Agents, ${agents} in`, `Agents ${agents}`],
  present: (agents, signedIn) => [
    `Agents ${agents}, ${signedIn} signed in`,
    `Agents ${agents}, ${signedIn} in`,
    `Agents ${agents}`,
  ],
};

const line: LineWords = {
  answerRate: 'Answered',
  occupancy: 'Occupancy',
  handleTime: 'Handle time',
  speedOfAnswer: 'Speed of answer',
  outbound: 'Outbound',
  deferred: 'Deferred',
};

const link: LinkWords = {
  connecting: ['Connecting …', 'Connecting'],
  live: (seconds) => [`Live · ${seconds}${THIN}s ago`, `Live ${seconds}${THIN}s`, `${seconds}${THIN}s`],
  ageing: (seconds) => [`Ageing · ${seconds}${THIN}s old`, `${seconds}${THIN}s old`, `${seconds}${THIN}s`],
  lastWord: (lasting) => [`Last word ${lasting} ago`, `Last word ${lasting}`, lasting],
  unfed: ['No source was heard yet', 'No source'],
  lost: (lasting, source) =>
    source === undefined
      ? [`Feed lost ${lasting}`, `Lost ${lasting}`, lasting]
      : [`${source}: feed lost ${lasting}`, `Feed lost ${lasting}`, `Lost ${lasting}`, lasting],
  neverHeard: (source) => [
    `${source}: nothing was ever heard of it`,
    `${source}: never heard`,
    'Never heard',
  ],
  refused: (source) => [
    `${source}: its switch refuses the login`,
    `${source}: login refused`,
    'Login refused',
  ],
  skew: (ms) => `${minutesSeconds(Math.abs(ms))} ${ms > 0 ? 'ahead' : 'behind'}`,
  counting: (done, scope) =>
    scope === 'all'
      ? [
          `Counting again, ${percent(String(done))}: figures are right when it is done`,
          `Counting again, ${percent(String(done))}`,
          'Counting again',
        ]
      : [`Counting earlier days again, ${percent(String(done))}`, 'Counting earlier days again'],
  clockWrong: (source, by) => [`${source}: clock ${by}`, `${source}: clock wrong`, 'Clock wrong', 'Clock'],
  frozen: (time) => `figures stand still since ${time}`,
  source: {
    live: (id) => `${id} live`,
    quiet: (id) => `${id} quiet`,
    silent: (id) => `${id} silent`,
    stopped: (id) => `${id} stopped`,
    'clock-wrong': (id) => `${id}: clock wrong`,
  },
  connected: 'Connected',
  reconnecting: 'Reconnecting',
};

const alert: AlertWords = {
  serviceLevel: (digits) => `service level ${percent(digits)}`,
  serviceLevelLimit: (digits) => `target ${percent(digits)}`,
  longestWait: (time) => `longest wait ${time}`,
  waiting: (count) => `${count} waiting`,
  abandonRate: (digits) => `abandoned ${percent(digits)}`,
  silence: (time) => `silent for ${time}`,
  limit: (value) => `limit ${value}`,
  contacts: (count) => `${count}`,
  lasting: (ms) => (ms < MINUTE_MS ? `under 1${THIN}min` : `${Math.floor(ms / MINUTE_MS)}${THIN}min`),
  firing: ({ name, what, limit, since, lasting }) => ({
    head: `${name}: ${what}`,
    tails: [`${limit}, since ${since} (${lasting})`, `${limit}, since ${since}`, limit],
  }),
  resolved: ({ name, what, lasting }) => ({
    head: `${name} is good again: ${what}`,
    tails: [`after ${lasting}`],
  }),
  heardAgain: (source, silentFor) => ({
    head: `${source} is heard again`,
    tails: [`after ${silentFor} of silence`],
  }),
  quiet: ['All within target', 'All good'],
  pending: [
    'Some figures are near or past their target, no alert yet',
    'Near or past target, no alert yet',
    'No alert yet',
  ],
  waitingForBoard: ['Waiting for the first figures', 'No figures yet'],
};

const session: SessionWords = {
  title: 'Sign in to the wall',
  token: 'Token',
  enter: 'Sign in',
  wrong: 'This token is not known here, or it was withdrawn.',
  unreachable: 'The server does not answer. Try again in a moment.',
  refused: {
    forbidden: 'This screen is not signed in.',
    origin: 'This page was opened under an address that the server does not allow.',
  },
  signIn: 'Sign in with a token',
  signedIn: (name, role) => `Signed in as ${name} (${role})`,
  signOut: 'Sign out',
  toWall: 'To the wall',
  otherLanguage: '中文',
};

export const english: Words = {
  language: 'en',
  state: { good: 'good', risk: 'at risk', breach: 'breached', stale: 'stale', unknown: 'unknown' },
  tile: {
    waiting: ['Waiting'],
    'longest-wait': ['Longest wait', 'Longest'],
    agents: ['Agents'],
    'service-level-interval': ['Service level now', 'Service now', 'Service'],
    'service-level-day': ['Service level today', 'Service today', 'Today'],
    abandoned: ['Abandoned', 'Aband.'],
  },
  column,
  sub,
  line,
  agents: {
    free: ['free'],
    busy: ['busy'],
    away: ['away'],
    unreachable: ['unreachable', 'offline'],
  },
  link,
  alert,
  session,
  percent,
  seconds: (seconds) => `${seconds}${THIN}s`,
};
