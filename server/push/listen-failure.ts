import { createServer } from 'node:net';

/** Says why a port cannot be listened on, and what to do. */
export function listenFailure({ port, host, cause }: { port: number; host: string; cause: unknown }): Error {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  const told = cause instanceof Error ? cause.message : 'the system refused without a reason';
  const reason = REASONS[String(code)] ?? told;
  return new Error(`cannot listen on ${host}:${port}: ${reason}`, { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken by another program; stop it, or choose another port',
  EACCES: 'the port is not permitted to this user; choose one above 1023',
  EADDRNOTAVAIL: 'this machine does not have that address',
  ENOTFOUND: 'there is no such host',
};

/** Why listening fails, asked of Node where the failing side did not say. Undefined when Node can listen there. */
export function probeListening(port: number, host: string): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
