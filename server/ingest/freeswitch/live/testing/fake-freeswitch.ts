import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Clock } from '../../../../clock/clock.ts';

export type FakeFreeswitchOptions = {
  readonly password: string;
  /** Its clock. */
  readonly clock: Clock;
};

/** A FreeSWITCH as far as we see one: an event socket on a real port. */
export type FakeFreeswitch = {
  readonly port: number;
  /** Commands that were sent, the password too. */
  readonly asked: readonly string[];
  /** Clients that are logged in and listen to events. */
  listeners(): number;
  /** Sends bytes to every listener, as they are. */
  say(bytes: string | Uint8Array): void;
  /** What `api <question>` is answered with; undefined: as a switch that does not know it. */
  answer(question: string, body: string | undefined): void;
  /** Greets nobody: the access list lets us not in. */
  shutOut(): void;
  /** Answers nothing any more; sockets stay open. */
  stall(): void;
  resume(): void;
  /** Cuts the connections without a word. */
  drop(): void;
  /** Is gone: no connection is taken any more. */
  down(): Promise<void>;
  /** Is back on the same port, as this core; a switch that was not restarted has the same. */
  up(core?: string): Promise<void>;
};

/** Starts one on a free port, as `core`. */
export async function startFakeFreeswitch(
  options: FakeFreeswitchOptions,
  core: string,
): Promise<FakeFreeswitch> {
  const state = newState(options, core);
  let server = listener(state);
  const port = await listen(server, 0);
  const drop = (): void => {
    for (const socket of state.sockets) socket.destroy();
  };
  return {
    port,
    asked: state.asked,
    listeners: () => state.listeners.size,
    say(bytes) {
      for (const socket of state.listeners) socket.write(bytes);
    },
    answer: (question, body) =>
      void (body === undefined ? state.answers.delete(question) : state.answers.set(question, body)),
    shutOut: () => void (state.isShut = true),
    stall: () => void (state.isStalled = true),
    resume: () => void (state.isStalled = false),
    drop,
    async down() {
      const closed = once(server, 'close');
      server.close();
      drop();
      await closed;
    },
    async up(next = state.core) {
      if (next !== state.core) state.startedAt = options.clock();
      state.core = next;
      server = listener(state);
      await listen(server, port);
    },
  };
}

type State = FakeFreeswitchOptions & {
  core: string;
  startedAt: number;
  readonly sockets: Set<Socket>;
  readonly listeners: Set<Socket>;
  readonly asked: string[];
  readonly answers: Map<string, string>;
  isStalled: boolean;
  isShut: boolean;
};

const newState = (options: FakeFreeswitchOptions, core: string): State => ({
  ...options,
  core,
  startedAt: options.clock(),
  sockets: new Set(),
  listeners: new Set(),
  asked: [],
  answers: new Map(),
  isStalled: false,
  isShut: false,
});

async function listen(server: Server, on: number): Promise<number> {
  server.listen(on, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function listener(state: State): Server {
  return createServer((socket) => {
    state.sockets.add(socket.setNoDelay(true));
    socket.on('close', () => (state.sockets.delete(socket), state.listeners.delete(socket)));
    socket.on('error', () => {});
    if (state.isShut) {
      const words = 'Access Denied, go away.\n';
      return void socket.end(
        `Content-Type: text/rude-rejection\nContent-Length: ${words.length}\n\n${words}`,
      );
    }
    socket.write('Content-Type: auth/request\n\n');
    serve(state, socket);
  });
}

function serve(state: State, socket: Socket): void {
  let rest = '';
  let isIn = false;
  socket.on('data', (chunk) => {
    const commands = (rest + chunk.toString()).split('\n\n');
    rest = commands.pop() ?? '';
    for (const command of commands) {
      state.asked.push(command);
      if (state.isStalled) continue;
      if (!isIn) isIn = login(state, socket, command);
      else if (command.startsWith('api ')) answer(state, socket, command.slice(4));
      else subscribe(state, socket);
    }
  });
}

function login({ password }: State, socket: Socket, command: string): boolean {
  const isRight = command === `auth ${password}` || command === `userauth wall@acd.local:${password}`;
  socket.write(`Content-Type: command/reply\nReply-Text: ${isRight ? '+OK accepted' : '-ERR invalid'}\n\n`);
  if (!isRight) socket.end();
  return isRight;
}

function subscribe({ listeners }: State, socket: Socket): void {
  listeners.add(socket);
  socket.write('Content-Type: command/reply\nReply-Text: +OK event listener enabled\n\n');
}

function answer(state: State, socket: Socket, question: string): void {
  const body =
    state.answers.get(question) ??
    own(state, question) ??
    `-ERR ${question.split(' ', 1)[0]} Command not found!\n`;
  socket.write(`Content-Type: api/response\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`);
}

function own({ core, clock, startedAt }: State, question: string): string | undefined {
  switch (question) {
    case 'global_getvar core_uuid':
      return core;
    case 'strmicroepoch':
      return String(clock() * 1000);
    case 'uptime s':
      return `${Math.floor((clock() - startedAt) / 1000)}\n`;
    default:
      return undefined;
  }
}
