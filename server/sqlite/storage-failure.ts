/** The disk is full, the file damaged or locked by another: in words for whoever runs the server. */
export class StorageFailure extends Error {
  readonly reason: 'full' | 'damaged' | 'locked' | 'unwritable';

  constructor(reason: StorageFailure['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageFailure';
    this.reason = reason;
  }
}
