import { afterEach, beforeEach, describe } from 'vitest';
import { framingContract } from './transport-contract-framing.ts';
import { httpContract } from './transport-contract-http.ts';
import { socketContract } from './transport-contract-sockets.ts';
import { startTransportBench, type TransportBench } from './transport-bench.ts';
import type { CreateTransport } from '../transport.ts';

/** What every transport must do, told to vitest under its name. */
export function transportContract(name: string, create: CreateTransport): void {
  describe(name, () => {
    let bench: TransportBench | undefined;
    beforeEach(async () => {
      bench = await startTransportBench(create);
    });
    afterEach(() => bench?.close());
    const running = (): TransportBench => {
      if (bench === undefined) throw new Error('the bench is not running');
      return bench;
    };
    socketContract(running);
    httpContract(running);
    framingContract(running);
  });
}
