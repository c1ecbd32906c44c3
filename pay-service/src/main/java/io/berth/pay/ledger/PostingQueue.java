package io.berth.pay.ledger;

import io.berth.service.batch.BatchDelay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Queue of postings, and count of those under way. Never blocks, never grows past its bound. */
final class PostingQueue {

  /** Answer to a settlement: taken, or why not. */
  enum Entrance {
    OPEN,
    FULL,
    CLOSED
  }

  private final int capacity;
  private final int batch;
  private final int flights;
  private final long patienceNanos;
  private final BatchDelay gathering;
  private final Deque<QueuedPosting> waiting = new ArrayDeque<>();
  private boolean open;
  private int flying;
  private Runnable whenEmpty = () -> {};

  PostingQueue(PostingProperties properties) {
    this.capacity = properties.queue();
    this.batch = properties.batch();
    this.flights = properties.inFlight();
    this.patienceNanos = properties.timeout().toNanos();
    this.gathering = new BatchDelay(properties.linger());
  }

  synchronized void open() {
    open = true;
  }

  synchronized boolean isOpen() {
    return open;
  }

  synchronized Entrance enter(QueuedPosting settlement) {
    if (!open) {
      return Entrance.CLOSED;
    } else if (waiting.size() >= capacity) {
      return Entrance.FULL;
    }
    waiting.add(settlement);
    return Entrance.OPEN;
  }

  /**
   * The next batch, if one may take off; {@link #landed} has to follow. Empty otherwise. Those that
   * nobody waits for any more are left out.
   *
   * @param hurrying does not wait for a full batch where another is on its way, or for more at all
   */
  synchronized List<QueuedPosting> takeOff(boolean hurrying, long now) {
    List<QueuedPosting> next = new ArrayList<>();
    boolean alone = flying == 0 && (hurrying || gatheringNanos(now) == 0);
    boolean beside = flying < flights && (hurrying || waiting.size() >= batch);
    if (!alone && !beside) {
      return next;
    }
    while (next.size() < batch && !waiting.isEmpty()) {
      QueuedPosting first = waiting.remove();
      if (!first.isGivenUp()) {
        next.add(first);
      }
    }
    if (!next.isEmpty()) {
      flying++;
      gathering.left(next.size(), next.getFirst().sinceNanos(), next.getLast().sinceNanos());
    }
    return next;
  }

  /** For how long the next batch, if none is on its way, gathers from now on. */
  synchronized long gatheringNanos(long now) {
    boolean leaves = !open || flying > 0 || waiting.isEmpty() || waiting.size() >= batch;
    return leaves ? 0 : gathering.remaining(waiting.element().sinceNanos(), now);
  }

  void landed() {
    synchronized (this) {
      flying--;
    }
    tellIfEmpty();
  }

  /** Takes out those that have waited for too long. */
  synchronized List<QueuedPosting> late(long now) {
    List<QueuedPosting> late = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.element().nanos(now) > patienceNanos) {
      late.add(waiting.remove());
    }
    return late;
  }

  /** Lets nobody in from now on; what is in is posted before the other is run. */
  void close(Runnable whenEmpty) {
    synchronized (this) {
      open = false;
      this.whenEmpty = whenEmpty;
    }
    tellIfEmpty();
  }

  private void tellIfEmpty() {
    Runnable tell;
    synchronized (this) {
      if (open || flying > 0 || !waiting.isEmpty()) {
        return;
      }
      tell = whenEmpty;
      whenEmpty = () -> {};
    }
    tell.run();
  }

  synchronized int size() {
    return waiting.size();
  }
}
