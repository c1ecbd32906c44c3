package io.berth.service.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Queue of items that wait for a batch, and count of the batches in flight. Never blocks, never
 * grows past its bound.
 */
public final class BatchQueue<Q, A> {

  /** The result of offering an item. */
  public enum Entrance {
    OPEN,
    FULL,
    CLOSED
  }

  /** Rule for a batch that could leave while another one is in flight. */
  public enum Beside {
    /** It leaves as if there were no other: each batch waits for something of its own. */
    ALWAYS,
    /** It leaves only when it is full: two that take turns are half as large, and cost more. */
    FULL
  }

  private final int batch;
  private final int mostInFlight;
  private final int capacity;
  private final BatchDelay delay;
  private final Beside beside;
  private final Deque<Queued<Q, A>> waiting = new ArrayDeque<>();
  private boolean open;
  private int inFlight;
  private Runnable whenEmpty = () -> {};

  /**
   * @param batch most items of a batch
   * @param inFlight most batches in flight at once
   * @param capacity most items that wait
   * @param linger longest time that a batch waits for more items
   */
  public BatchQueue(int batch, int inFlight, int capacity, Duration linger, Beside beside) {
    this.batch = batch;
    this.mostInFlight = inFlight;
    this.capacity = capacity;
    this.delay = new BatchDelay(linger);
    this.beside = beside;
  }

  /** Takes items in from now on. */
  public synchronized void open() {
    open = true;
  }

  public synchronized boolean isOpen() {
    return open;
  }

  public synchronized Entrance enter(Queued<Q, A> item) {
    if (!open) {
      return Entrance.CLOSED;
    } else if (waiting.size() >= capacity) {
      return Entrance.FULL;
    }
    waiting.add(item);
    return Entrance.OPEN;
  }

  /**
   * Takes out the next batch, if one may leave; {@link #landed} has to follow. Empty otherwise.
   * Items whose callers have gone are left out.
   *
   * @param hurry does not wait for more items, nor for a full batch where another is in flight
   */
  public synchronized List<Queued<Q, A>> next(boolean hurry, long now) {
    List<Queued<Q, A>> next = new ArrayList<>();
    if (!mayLeave(hurry, now)) {
      return next;
    }
    while (next.size() < batch && !waiting.isEmpty()) {
      Queued<Q, A> first = waiting.remove();
      if (!first.isCancelled()) {
        next.add(first);
      }
    }
    if (!next.isEmpty()) {
      inFlight++;
      delay.left(next.size(), next.getFirst().sinceNanos(), next.getLast().sinceNanos());
    }
    return next;
  }

  private boolean mayLeave(boolean hurry, long now) {
    if (inFlight == mostInFlight) {
      return false;
    } else if (hurry) {
      return true;
    }
    return inFlight > 0 && beside == Beside.FULL ? waiting.size() >= batch : lingerNanos(now) == 0;
  }

  /** For how long the next batch waits for more items from now on, if it is one that waits. */
  public synchronized long lingerNanos(long now) {
    boolean waits =
        open
            && !waiting.isEmpty()
            && waiting.size() < batch
            && inFlight < (beside == Beside.FULL ? 1 : mostInFlight);
    return waits ? delay.remaining(waiting.element().sinceNanos(), now) : 0;
  }

  /** A batch that had left is done. */
  public void landed() {
    synchronized (this) {
      inFlight--;
    }
    runIfEmpty();
  }

  /** Takes out the items that have waited for longer than this. */
  public synchronized List<Queued<Q, A>> late(Duration longest, long now) {
    List<Queued<Q, A>> late = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.element().nanos(now) > longest.toNanos()) {
      late.add(waiting.remove());
    }
    return late;
  }

  /** Takes nothing in from now on; runs this when everything that is in has landed. */
  public void close(Runnable whenEmpty) {
    synchronized (this) {
      open = false;
      this.whenEmpty = whenEmpty;
    }
    runIfEmpty();
  }

  private void runIfEmpty() {
    Runnable run;
    synchronized (this) {
      if (open || inFlight > 0 || !waiting.isEmpty()) {
        return;
      }
      run = whenEmpty;
      whenEmpty = () -> {};
    }
    run.run();
  }

  public synchronized int size() {
    return waiting.size();
  }
}
