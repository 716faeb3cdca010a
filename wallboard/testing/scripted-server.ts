import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { WebSocketServer } from 'ws';
import { WALL_SOCKET_PATH, type ServerMessage } from '#domain/board/wire.ts';

const DIST = new URL('../dist/', import.meta.url);
const PAGES: Readonly<Record<string, string>> = {
  '/wall': 'index.html',
  '/sign-in': 'sign-in.html',
  '/gallery': 'gallery.html',
};
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** The token that this server knows. */
export const GOOD_TOKEN = 'let-me-in';

/** The other side of the wire, as a test plays it: it serves the built pages and says what it is told to say. */
export class ScriptedServer {
  /** What a wall hears first. */
  greeting: ServerMessage;
  /** Tokens that were posted. */
  readonly tokens: string[] = [];
  port = 0;
  private http: Server | undefined;
  private sockets = new WebSocketServer({ noServer: true });

  constructor(greeting: ServerMessage) {
    this.greeting = greeting;
  }

  /** Listens: on a free port at first, then on the same one again. */
  async start(): Promise<void> {
    this.sockets = new WebSocketServer({ noServer: true });
    this.http = createServer((request, response) => {
      void this.answer(request, response);
    });
    this.http.on('upgrade', (request, socket, head) => {
      if (request.url !== WALL_SOCKET_PATH) return socket.destroy();
      return this.sockets.handleUpgrade(request, socket, head, (wall) =>
        wall.send(JSON.stringify(this.greeting)),
      );
    });
    await new Promise<void>((resolve) => this.http?.listen(this.port, '127.0.0.1', resolve));
    const address = this.http.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
  }

  /** Says something to every wall. */
  say(message: ServerMessage): void {
    for (const wall of this.sockets.clients) wall.send(JSON.stringify(message));
  }

  /** Goes away without a word, as a killed server does. */
  async stop(): Promise<void> {
    for (const wall of this.sockets.clients) wall.terminate();
    this.http?.closeAllConnections();
    await new Promise((resolve) => this.http?.close(resolve));
  }

  /** The address of a page. */
  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://wall');
    if (pathname === '/v1/session') return this.openSession(request, response);
    try {
      const body = await readFile(new URL(PAGES[pathname] ?? pathname.slice(1), DIST));
      const type = TYPES[extname(PAGES[pathname] ?? pathname)] ?? 'application/octet-stream';
      response
        .writeHead(200, { 'content-type': type, 'content-security-policy': "default-src 'self'" })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  }

  private async openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Whoever asks who is signed in hears that nobody is.
    if (request.method !== 'POST') return void response.writeHead(401).end();
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { token } = JSON.parse(body);
    this.tokens.push(token);
    response.writeHead(token === GOOD_TOKEN ? 204 : 401).end();
  }
}
