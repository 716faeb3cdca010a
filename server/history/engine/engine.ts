import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { EngineFailure } from './engine-failure.ts';
import type { EngineAnswer, EngineSettings, EngineTask, EngineWord, EngineQuestion } from './engine-words.ts';

/** The analytical engine, in a process of its own. */
export type Engine = {
  /** The answer, or an EngineFailure. Questions are answered one after the other. */
  ask(question: EngineQuestion): Promise<EngineAnswer>;
  /** Rises whenever the process ends: the next one has none of its tables. */
  life(): number;
  /** The process that answers now; undefined while none runs. */
  pid(): number | undefined;
  /** Why there is none on this machine; undefined while one may answer. */
  absence(): string | undefined;
  /** Ends the process where it has nothing to do; the next question begins another. */
  rest(): void;
  close(): Promise<void>;
};

export type EngineOptions = EngineSettings & { readonly log: Logger };

/** Questions that wait: a page asks for some ten at once, and whoever comes after twenty such pages is told to come again. */
const MOST_WAITING = 200;
/** A process that has not heard its own limit this long after is taken for dead. */
const GRACE_MS: DurationMs = 2 * SECOND_MS;

const CHILD = fileURLToPath(new URL('./engine-child.ts', import.meta.url));

/** Starts with the first question; a process that dies is begun anew with the next one. */
export function createEngine(options: EngineOptions): Engine {
  return new ProcessEngine(options);
}

type Waiting = {
  readonly task: EngineTask;
  readonly resolve: (answer: EngineAnswer) => void;
  readonly reject: (failure: EngineFailure) => void;
};

class ProcessEngine implements Engine {
  readonly #options: EngineOptions;
  readonly #waiting: Waiting[] = [];
  #child: ChildProcess | undefined;
  #isReady = false;
  #underWay: (Waiting & { readonly limit: NodeJS.Timeout }) | undefined;
  #number = 0;
  #life = 1;
  #absence: string | undefined;
  #isClosed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  life(): number {
    return this.#life;
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  absence(): string | undefined {
    return this.#absence;
  }

  async ask(question: EngineQuestion): Promise<EngineAnswer> {
    if (this.#isClosed) throw new EngineFailure('ended', 'the server is stopping');
    if (this.#absence !== undefined) throw new EngineFailure('absent', this.#absence);
    if (this.#waiting.length >= MOST_WAITING)
      throw new EngineFailure(
        'busy',
        `${this.#waiting.length} questions wait already, at most ${MOST_WAITING}: ask again`,
      );
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task: { ...question, number: ++this.#number }, resolve, reject });
      this.#next();
    });
  }

  rest(): void {
    if (this.#underWay !== undefined || this.#waiting.length > 0) return;
    const child = this.#child;
    if (child === undefined || !this.#isReady) return;
    this.#child = undefined;
    this.#life += 1;
    child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const child = this.#child;
    this.#fail(new EngineFailure('ended', 'the server is stopping'), 'all');
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  #next(): void {
    if (this.#underWay !== undefined || this.#waiting.length === 0) return;
    if (this.#child === undefined) return this.#begin();
    if (!this.#isReady) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    const child = this.#child;
    const limit = setTimeout(() => {
      this.#options.log.error(
        { limitMs: waiting.task.limitMs },
        'the history engine does not answer: it is begun anew',
      );
      child.kill('SIGKILL');
    }, waiting.task.limitMs + GRACE_MS);
    this.#underWay = { ...waiting, limit };
    child.send(waiting.task);
  }

  #begin(): void {
    const { log, ...settings } = this.#options;
    this.#isReady = false;
    const child = fork(CHILD, [JSON.stringify(settings satisfies EngineSettings)], {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('message', (word: EngineWord) => this.#hear(word));
    child.on('error', (error) => log.error({ err: error }, 'the history engine'));
    child.on('exit', (code, signal) => this.#ended(child, code, signal));
  }

  #hear(word: EngineWord): void {
    if (word.kind === 'ready') this.#isReady = true;
    else if (word.kind === 'absent') return this.#missing(word.message);
    else this.#settle(word);
    this.#next();
  }

  #settle(word: Extract<EngineWord, { readonly number: number }>): void {
    const underWay = this.#underWay;
    if (underWay?.task.number !== word.number) return;
    clearTimeout(underWay.limit);
    this.#underWay = undefined;
    if (word.kind === 'answer') underWay.resolve(word.answer);
    else underWay.reject(new EngineFailure(word.reason, failedSaid(word, underWay.task)));
  }

  /** The live path goes on; whoever asks the history is told why there is none. */
  #missing(message: string): void {
    this.#absence = `there is no history engine for ${process.platform} ${process.arch} here: ${message}`;
    this.#options.log.warn(this.#absence);
    this.#fail(new EngineFailure('absent', this.#absence), 'all');
  }

  #ended(child: ChildProcess, code: number | null, signal: string | null): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    this.#life += 1;
    if (this.#isClosed || this.#absence !== undefined) return;
    this.#options.log.error(
      { code, signal },
      'the history engine ended: it is begun anew with the next question',
    );
    this.#fail(
      new EngineFailure('ended', 'the history engine ended over this question: ask again, or for less'),
      'this',
    );
    // A process that never came to answer would be begun for ever by those who wait.
    if (!this.#isReady) this.#fail(new EngineFailure('ended', 'the history engine does not start'), 'all');
    this.#next();
  }

  #fail(failure: EngineFailure, which: 'this' | 'all'): void {
    const underWay = this.#underWay;
    this.#underWay = undefined;
    if (underWay !== undefined) clearTimeout(underWay.limit);
    underWay?.reject(failure);
    if (which === 'all') for (const { reject } of this.#waiting.splice(0)) reject(failure);
  }
}

function failedSaid(word: Extract<EngineWord, { readonly kind: 'failed' }>, { limitMs }: EngineTask): string {
  return word.reason === 'late' ? `no answer within ${limitMs / SECOND_MS} s: ask for less` : word.message;
}
