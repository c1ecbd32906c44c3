package io.berth.service.batch;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Rule for a batch that could leave while another one is in flight.
 *
 * @param needs what nobody else may have in flight at the same time as an item; empty where nothing
 *     keeps items apart. Items of one batch may share it
 * @param part a batch leaves beside others when it has at least one item for so many of theirs;
 *     several small ones cost more than one
 */
public record Beside<Q>(Function<Q, ? extends Collection<?>> needs, int part) {

  private static final int QUARTER = 4;

  /** It leaves as if there were no other: each batch waits for something of its own. */
  public static <Q> Beside<Q> always() {
    return new Beside<>(_ -> List.of(), Integer.MAX_VALUE);
  }

  /** It leaves with those items that would not wait for what is in flight, if they are enough. */
  public static <Q> Beside<Q> apart(Function<Q, ? extends Collection<?>> needs) {
    return new Beside<>(needs, QUARTER);
  }

  boolean suffices(int items, int inFlight) {
    return (long) items * part >= inFlight;
  }
}
