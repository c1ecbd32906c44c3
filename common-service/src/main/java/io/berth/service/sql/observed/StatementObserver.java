package io.berth.service.sql.observed;

import org.reactivestreams.Publisher;

/** Observes each statement, and each begin, commit and rollback, of a connection. */
@FunctionalInterface
public interface StatementObserver {

  /**
   * Returns an execution that is observed. It is subscribed to once, or never.
   *
   * @param sql text of the statement, with placeholders in the place of values
   */
  <T> Publisher<T> observe(String sql, Publisher<T> execution);
}
