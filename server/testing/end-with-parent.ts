// Preloaded into the processes that tests start. The channel to whoever started this one closes when that one is gone, killed
// or not; the program would not notice by itself, and live on without anybody to end it.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
