import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, copyFile, rename, truncate, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export type FakeAsteriskOptions = {
  readonly user: string;
  readonly password: string;
  /** The path of its queue_log. */
  readonly queueLog: string;
  /** Encrypted, with this key and certificate. */
  readonly tls?: TlsOptions;
  /** An old one without challenges. */
  readonly hasNoChallenge?: true;
  /** Our clock, for its pongs, in seconds. */
  readonly seconds: () => number;
};

/** An Asterisk as far as we see one: a manager interface on a real socket, and a log on the disk. */
export type FakeAsterisk = {
  readonly port: number;
  /** Actions that were asked, each as its lines. */
  readonly asked: readonly Fields[];
  /** Clients that are logged in now. */
  clients(): number;
  /** Its connections: the port of whoever is at the other end, and the bytes that were written and read at this one. */
  connections(): readonly {
    readonly peerPort: number | undefined;
    readonly written: number;
    readonly read: number;
  }[];
  /** Sends bytes to every client that is logged in, as they are. */
  say(bytes: string | Buffer): void;
  /** What the action is answered with: blocks without ActionID, as a list; or one that is the `Response:` itself. */
  answer(action: string, blocks: readonly string[]): void;
  /** Answers nothing any more, pings neither; sockets stay open. */
  stall(): void;
  resume(): void;
  /** Cuts the connections without a word. */
  drop(): void;
  /** Is gone: no connection is taken any more. */
  down(): Promise<void>;
  /** Is back, on the same port. */
  up(): Promise<void>;
  /** Writes to the log. */
  log(text: string): Promise<void>;
  rotate(suffix: string): Promise<void>;
  copyTruncate(suffix: string): Promise<void>;
};

type Fields = Readonly<Record<string, string>>;

/** Starts one on a free port. */
export async function startFakeAsterisk(options: FakeAsteriskOptions): Promise<FakeAsterisk> {
  const room = emptyRoom(options);
  const drop = (): void => {
    for (const socket of room.sockets) socket.destroy();
  };
  let server = listener(room);
  const port = await listen(server, 0);
  return {
    port,
    asked: room.asked,
    clients: () => room.clients.size,
    connections: () => [...room.sockets].map(connectionOf),
    say(bytes) {
      for (const socket of room.clients) socket.write(bytes);
    },
    answer: (action, blocks) => void room.answers.set(action, blocks),
    stall: () => void (room.isStalled = true),
    resume: () => void (room.isStalled = false),
    drop,
    async down() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      drop();
      await closed;
    },
    async up() {
      server = listener(room);
      await listen(server, port);
    },
    ...logOf(options.queueLog),
  };
}

type Room = {
  readonly options: FakeAsteriskOptions;
  readonly sockets: Set<Socket>;
  readonly clients: Set<Socket>;
  readonly asked: Fields[];
  readonly answers: Map<string, readonly string[]>;
  isStalled: boolean;
};

const emptyRoom = (options: FakeAsteriskOptions): Room => ({
  options,
  sockets: new Set(),
  clients: new Set(),
  asked: [],
  answers: new Map(),
  isStalled: false,
});

const connectionOf = ({ remotePort: peerPort, bytesWritten: written, bytesRead: read }: Socket) => ({
  peerPort,
  written,
  read,
});

function listener(room: Room): Server {
  const take = (socket: Socket): void => {
    room.sockets.add(socket.setNoDelay(true));
    socket.on('close', () => (room.sockets.delete(socket), room.clients.delete(socket)));
    socket.on('error', () => {});
    serve(room, socket);
  };
  return room.options.tls === undefined ? createServer(take) : createTlsServer(room.options.tls, take);
}

async function listen(server: Server, on: number): Promise<number> {
  server.listen(on, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function serve(room: Room, socket: Socket): void {
  const client = { ...room, socket, challenge: '' };
  let rest = '';
  socket.write('Asterisk Call Manager/11.0.0\r\n');
  socket.on('data', (chunk) => {
    const blocks = (rest + chunk.toString()).split('\r\n\r\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      room.asked.push(fieldsOf(block));
      if (!room.isStalled) reply(client, fieldsOf(block));
    }
  });
}

function logOf(queueLog: string): Pick<FakeAsterisk, 'log' | 'rotate' | 'copyTruncate'> {
  return {
    log: (text) => appendFile(queueLog, text),
    async rotate(suffix) {
      await rename(queueLog, `${queueLog}${suffix}`);
      await writeFile(queueLog, '');
    },
    async copyTruncate(suffix) {
      await copyFile(queueLog, `${queueLog}${suffix}`);
      await truncate(queueLog);
    },
  };
}

type Client = {
  readonly socket: Socket;
  challenge: string;
  readonly options: FakeAsteriskOptions;
  readonly answers: ReadonlyMap<string, readonly string[]>;
  readonly clients: Set<Socket>;
};

function reply(client: Client, asked: Fields): void {
  const { socket, clients } = client;
  const id = asked['ActionID'] === undefined ? '' : `ActionID: ${asked['ActionID']}\r\n`;
  const send = (text: string): void =>
    void socket.write(`${text.trimEnd().replaceAll(/\r?\n/g, '\r\n')}\r\n${id}\r\n`);
  const action = asked['Action'] ?? '';
  if (action === 'Challenge') return send(challenge(client));
  if (action === 'Login') {
    if (!isRight(client, asked)) {
      send('Response: Error\nMessage: Authentication failed');
      return void socket.end();
    }
    send('Response: Success\nMessage: Authentication accepted');
    clients.add(socket);
    return void socket.write('Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n');
  }
  if (!clients.has(socket)) return send('Response: Error\nMessage: Permission denied');
  if (action === 'Ping')
    return send(`Response: Success\nPing: Pong\nTimestamp: ${client.options.seconds().toFixed(6)}`);
  const blocks = client.answers.get(action);
  const [first] = blocks ?? [];
  if (first?.startsWith('Response: ') === true) return send(first);
  send('Response: Success\nEventList: start\nMessage: will follow');
  for (const block of blocks ?? []) send(block);
  send(`Event: ${action}Complete\nEventList: Complete\nListItems: ${blocks?.length ?? 0}`);
}

function challenge(client: Client): string {
  if (client.options.hasNoChallenge === true)
    return 'Response: Error\nMessage: Invalid/unknown command: Challenge';
  client.challenge = '840415273';
  return `Response: Success\nChallenge: ${client.challenge}`;
}

function isRight({ options, challenge: given }: Client, asked: Fields): boolean {
  if (asked['Username'] !== options.user) return false;
  const key = createHash('md5')
    .update(given + options.password)
    .digest('hex');
  return asked['AuthType'] === 'MD5'
    ? given !== '' && asked['Key'] === key
    : asked['Secret'] === options.password;
}

const fieldsOf = (block: string): Fields =>
  Object.fromEntries(
    block.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
