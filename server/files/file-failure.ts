/** A file that cannot be read or written, with a message for the person who named it. */
export class FileFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FileFailure';
  }

  /** A failure to read or write `path`; `cause` itself when it is a FileFailure already. */
  static of(what: 'read' | 'write', path: string, cause: unknown): FileFailure {
    if (cause instanceof FileFailure) return cause;
    const name = path === '-' ? (what === 'read' ? 'standard input' : 'standard output') : path;
    return new FileFailure(`cannot ${what} ${name}: ${inWords(cause)}`, { cause });
  }
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['ENOSPC', 'no space left on the disk'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EROFS', 'the disk is read-only'],
  ['EPIPE', 'whoever was reading it has stopped'],
  ['Z_BUF_ERROR', 'the gzip file is cut short'],
  ['Z_DATA_ERROR', 'the gzip file is damaged'],
]);

function inWords(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return WORDS.get(String(Reflect.get(cause, 'code'))) ?? cause.message;
}
