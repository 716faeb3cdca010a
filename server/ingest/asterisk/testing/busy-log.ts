/** What a busy queue_log looks like. */
export type BusyLog = { readonly calls: number; readonly startAt: number; readonly callsPerSecond: number };

const QUEUES = 20;
const AGENTS = 400;

/** Lines of a busy switch, each with its line end, in the order of time: answered, abandoned and timed out, the same every time. */
export function* busyLog({ calls, startAt, callsPerSecond }: BusyLog): Generator<string> {
  const seconds = new Map<number, string[]>();
  let last = 0;
  const say = (second: number, line: string): void => {
    const lines = seconds.get(second) ?? [];
    lines.push(`${startAt + second}|${line}\n`);
    seconds.set(second, lines);
    last = Math.max(last, second);
  };
  yield `${startAt}|NONE|NONE|NONE|QUEUESTART|\n`;
  let told = 0;
  for (let call = 0; call < calls; call += 1) {
    const second = Math.floor(call / callsPerSecond);
    for (; told < second; told += 1) {
      yield* seconds.get(told) ?? [];
      seconds.delete(told);
    }
    sayCall(say, { call, second, startAt });
  }
  for (; told <= last; told += 1) yield* seconds.get(told) ?? [];
}

type Call = { readonly call: number; readonly second: number; readonly startAt: number };

/** One call in six is given up, one in twenty times out; the others talk for one to five minutes. */
function sayCall(say: (second: number, line: string) => void, { call, second, startAt }: Call): void {
  const chance = (Math.imul(call + 1, 2_654_435_761) >>> 0) / 2 ** 32;
  const queue = `queue-${call % QUEUES}`;
  const id = `${startAt + second}.${call * 2}`;
  const wait = 1 + Math.floor(chance * 60);
  say(second, `${id}|${queue}|NONE|DID|${4000 + (call % QUEUES)}`);
  say(second, `${id}|${queue}|NONE|ENTERQUEUE||1305555${String(call % 10_000).padStart(4, '0')}|1`);
  if (call % 6 === 0) return say(second + wait, `${id}|${queue}|NONE|ABANDON|1|1|${wait}`);
  if (call % 20 === 1) return say(second + 60, `${id}|${queue}|NONE|EXITWITHTIMEOUT|1|1|60`);
  const agent = `Agent ${call % AGENTS}`;
  const talk = 60 + Math.floor(chance * 240);
  if (call % 9 === 2) say(second + wait, `${id}|${queue}|Agent ${(call + 7) % AGENTS}|RINGNOANSWER|8000`);
  say(second + wait, `${id}|${queue}|${agent}|CONNECT|${wait}|${startAt + second}.${call * 2 + 1}|3`);
  const verb = call % 3 === 0 ? 'COMPLETEAGENT' : 'COMPLETECALLER';
  say(second + wait + talk, `${id}|${queue}|${agent}|${verb}|${wait}|${talk}|1`);
}
