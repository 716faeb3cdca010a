import { createUwsTransport } from './uws-transport.ts';
import { transportContract } from './testing/transport-contract.ts';
import { createWsTransport } from './ws-transport.ts';

transportContract('on uWebSockets.js', createUwsTransport);
transportContract('on ws', createWsTransport);
