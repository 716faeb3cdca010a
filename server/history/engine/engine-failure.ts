/** Why a question to the history has no answer, in a word and in a sentence for whoever asked. */
export class EngineFailure extends Error {
  readonly reason: 'absent' | 'busy' | 'late' | 'too-large' | 'ended' | 'refused';

  constructor(reason: EngineFailure['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineFailure';
    this.reason = reason;
  }
}
