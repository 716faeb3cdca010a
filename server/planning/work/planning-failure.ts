/** Something was asked of planning that cannot be done, in words for whoever asked. */
export class PlanningFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlanningFailure';
  }
}

/** What `work` answers; a RangeError of the libraries, which say what they expected and got, becomes a PlanningFailure about `subject`. */
export function orFailure<Answer>(subject: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new PlanningFailure(`${subject}: ${cause.message}`, { cause });
  }
}
