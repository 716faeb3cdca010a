import { SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import type { FloorBench, Tallied } from './floor-bench.ts';

/** What a switch says at an instant, on its connection or in its log. */
export type Step = { readonly at: EpochMs } & ({ readonly ami: string | Buffer } | { readonly log: string });

/** Something that goes wrong before the step of that number. */
export type Incident = { readonly before: number; readonly happen: (bench: FloorBench) => Promise<void> };

/** Lets a switch live its steps, with incidents between them, and waits until all of its log is counted. */
export async function playFloor(
  bench: FloorBench,
  steps: readonly Step[],
  incidents: readonly Incident[] = [],
): Promise<void> {
  for (const [number, step] of steps.entries()) {
    await bench.passTo(step.at);
    for (const incident of incidents) if (incident.before === number) await incident.happen(bench);
    if ('ami' in step) bench.fake.say(step.ami);
    else await bench.fake.log(step.log);
  }
  // What the pair holds for its other half comes out after some seconds.
  await bench.passTo(later(bench.clock(), 40 * SECOND_MS));
}

/** What the lines of a log come to, counted the plainest way. */
export function countLog(lines: string): Readonly<Record<string, Tallied>> {
  const queues: Record<string, { -readonly [Name in keyof Tallied]: number }> = {};
  const open = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const [, call = '', queue = '', , verb = ''] = line.split('|');
    const key = `${call} ${queue}`;
    const counts = (queues[queue] ??= { offered: 0, answered: 0, abandoned: 0, left: 0, lost: 0 });
    if (verb === 'ENTERQUEUE') {
      counts.offered += 1;
      open.set(key, queue);
    } else if (verb === 'QUEUESTART') {
      for (const lost of open.values()) (queues[lost] ?? counts).lost += 1;
      open.clear();
    } else if (open.has(key) && ENDS[verb] !== undefined) {
      counts[ENDS[verb]] += 1;
      open.delete(key);
    }
  }
  return Object.fromEntries(Object.entries(queues).filter(([, { offered }]) => offered > 0));
}

const ENDS: Readonly<Record<string, keyof Tallied>> = {
  CONNECT: 'answered',
  ABANDON: 'abandoned',
  EXITWITHTIMEOUT: 'left',
  EXITWITHKEY: 'left',
  EXITEMPTY: 'left',
  WITHDRAW: 'left',
};

/** All that a switch's log has after its steps. */
export const logOf = (steps: readonly Step[]): string =>
  steps.map((step) => ('log' in step ? step.log : '')).join('');

/** A floor of our own: contacts two seconds apart, of whom one in four hangs up and one in five is sent on after a wait. */
export function writtenFloor(contacts: number, startAt: EpochMs): readonly Step[] {
  const steps: Step[] = [];
  for (let number = 0; number < contacts; number += 1)
    steps.push(...contactSteps(number, startAt / SECOND_MS + 5 + number * 2));
  return steps.sort((one, other) => one.at - other.at);
}

function contactSteps(number: number, at: number): readonly Step[] {
  const told = {
    queue: number % 3 === 0 ? 'sales' : 'support',
    call: `${at}.${number}`,
    member: `Agent ${number % 7}`,
  };
  const wait = 1 + (number % 5);
  const enter = both(at + 0.3, told, {
    event: 'QueueCallerJoin',
    verb: 'ENTERQUEUE',
    rest: `|13055550${100 + number}|1`,
  });
  if (number % 4 === 1) return [...enter, ...exit(at + wait + 0.5, told, `ABANDON|1|1|${wait}`)];
  if (number % 5 === 2) return [...enter, ...exit(at + wait + 0.5, told, `EXITWITHTIMEOUT|1|1|${wait}`)];
  return [...enter, ...talk(at + wait + 0.4, told, { wait, talk: 5 + (number % 6) })];
}

/** AMI says the same of a caller who hangs up and of one whose time is over. */
function exit(seconds: number, told: Told, said: string): readonly Step[] {
  const [verb = '', ...rest] = said.split('|');
  return [
    ...both(seconds, told, { event: 'QueueCallerAbandon', verb, rest: rest.join('|') }),
    leave(seconds, told),
  ];
}

function talk(
  seconds: number,
  told: Told,
  { wait, talk: talked }: { readonly wait: number; readonly talk: number },
): readonly Step[] {
  return [
    leave(seconds, told),
    ...both(seconds, told, { event: 'AgentConnect', verb: 'CONNECT', rest: `${wait}|${told.call}9|1` }),
    ...both(seconds + talked, told, {
      event: 'AgentComplete',
      verb: 'COMPLETECALLER',
      rest: `${wait}|${talked}|1`,
    }),
  ];
}

type Told = { readonly queue: string; readonly call: string; readonly member: string };
type Said = { readonly event: string; readonly verb: string; readonly rest: string };

/** One fact as AMI says it, and a few milliseconds later as the log does. */
function both(seconds: number, told: Told, { event, verb, rest }: Said): readonly Step[] {
  const agent = verb === 'CONNECT' || verb === 'COMPLETECALLER' ? told.member : 'NONE';
  return [
    { at: instant(seconds), ami: block(event, seconds, told) },
    {
      at: instant(seconds + 0.005),
      log: `${Math.floor(seconds)}|${told.call}|${told.queue}|${agent}|${verb}|${rest}\n`,
    },
  ];
}

const leave = (seconds: number, told: Told): Step => ({
  at: instant(seconds),
  ami: block('QueueCallerLeave', seconds, told),
});

const instant = (seconds: number): EpochMs => epochMs(Math.round(seconds * SECOND_MS));

function block(event: string, seconds: number, { queue, call, member }: Told): string {
  const lines = [
    `Event: ${event}`,
    'Privilege: agent,all',
    `Timestamp: ${seconds.toFixed(6)}`,
    `Queue: ${queue}`,
    `Uniqueid: ${call}`,
    `Linkedid: ${call}`,
    'Position: 1',
    'Count: 1',
    'HoldTime: 1',
    'TalkTime: 5',
    'RingTime: 1',
    'Reason: caller',
    `Interface: PJSIP/${member.replace(' ', '')}`,
    `MemberName: ${member}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
