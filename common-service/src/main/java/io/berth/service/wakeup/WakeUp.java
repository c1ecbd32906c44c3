package io.berth.service.wakeup;

/**
 * Signals that there is work. Signals may be lost, for example with a connection: the receiver
 * polls as well, only less often.
 */
@FunctionalInterface
public interface WakeUp {

  /** Returns at once. Many signals cost no more than one. */
  void signal();
}
