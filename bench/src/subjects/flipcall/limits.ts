const LARGEST_MESSAGE = 80 * 1024 * 1024;

/** As by default, but that a message of 64 MiB and what is around it fits. */
export const limits = { maxMessageBytes: LARGEST_MESSAGE, maxQueuedBytes: LARGEST_MESSAGE };
