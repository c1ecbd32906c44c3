package io.berth.callback.result;

import java.util.concurrent.atomic.AtomicInteger;

/** Results that were recorded together, and how many of them are still to be published. */
final class ResultBatch {

  private final long id;
  private final AtomicInteger unpublished;

  ResultBatch(long id, int size) {
    this.id = id;
    this.unpublished = new AtomicInteger(size);
  }

  long id() {
    return id;
  }

  /** Whether the one that has just been published was the last. */
  boolean publishedLast() {
    return unpublished.decrementAndGet() == 0;
  }
}
