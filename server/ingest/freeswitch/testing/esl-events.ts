/** What happens in mod_callcenter, to be said as an event. */
type Happening = {
  readonly action: string;
  readonly queue?: string;
  readonly member?: string;
  readonly session?: string;
  readonly agent?: string;
  readonly joinedAt?: number;
  readonly answeredAt?: number;
  readonly cause?: string;
  readonly reason?: string;
  readonly hangup?: string;
  readonly answerState?: string;
  readonly state?: string;
  readonly status?: string;
};

/** One event on the wire; `said` counts them over all starts of the switch. */
export type SaidEvent = { readonly said: number; readonly bytes: Buffer };

/** Writes events as the event socket does, for a switch that may begin anew. */
export type EslEvents = {
  core(): string;
  /** Answers its number. */
  say(at: number, happening: Happening): number;
  /** What was said since. */
  take(): readonly SaidEvent[];
  restart(core: string): void;
};

export function eslEvents(first: string): EslEvents {
  let core = first;
  let sequence = 0;
  let said = 0;
  let fresh: SaidEvent[] = [];
  return {
    core: () => core,
    say(at, happening) {
      said += 1;
      sequence += 1;
      fresh.push({ said, bytes: frameOf(headersOf({ core, sequence, at }, happening)) });
      return said;
    },
    take() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    restart(next) {
      [core, sequence, fresh] = [next, 0, []];
    },
  };
}

type Stamped = { readonly core: string; readonly sequence: number; readonly at: number };
type Headers = Readonly<Record<string, string | number | undefined>>;

const headersOf = ({ core, sequence, at }: Stamped, one: Happening): Headers => ({
  'Event-Subclass': 'callcenter::info',
  'Event-Name': 'CUSTOM',
  'Core-UUID': core,
  'Event-Date-Timestamp': at * 1000,
  'Event-Sequence': sequence,
  'Answer-State': one.answerState,
  'CC-Queue': one.queue,
  'CC-Action': one.action,
  'CC-Agent': one.agent,
  'CC-Agent-State': one.state,
  'CC-Agent-Status': one.status,
  'CC-Agent-Answered-Time': seconds(one.answeredAt),
  'CC-Member-Joined-Time': seconds(one.joinedAt),
  'CC-Cause': one.cause,
  'CC-Cancel-Reason': one.reason,
  'CC-Hangup-Cause': one.hangup,
  'CC-Member-UUID': one.member,
  'CC-Member-Session-UUID': one.session,
});

const seconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.floor(ms / 1000);

function frameOf(headers: Headers): Buffer {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${encodeURIComponent(value)}\n`],
  );
  const body = `${lines.join('')}\n`;
  return Buffer.from(`Content-Length: ${body.length}\nContent-Type: text/event-plain\n\n${body}`);
}
