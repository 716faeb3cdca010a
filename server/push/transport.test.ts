import { createUwsTransport } from './uws-transport.ts';
import { transportContract } from './transport-contract.ts';
import { createWsTransport } from './ws-transport.ts';

transportContract('on uWebSockets.js', createUwsTransport);
transportContract('on ws', createWsTransport);
