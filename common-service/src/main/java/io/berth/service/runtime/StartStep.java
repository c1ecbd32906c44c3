package io.berth.service.runtime;

import org.springframework.context.SmartLifecycle;

/**
 * A step of a service's start: what it does is done, or has failed the start, when {@link #start}
 * returns. Nothing goes on running that would have to be stopped.
 */
public interface StartStep extends SmartLifecycle {

  /** Steps of a lower phase come first; web servers and consumers start behind all of them. */
  @Override
  int getPhase();

  @Override
  default boolean isRunning() {
    return false;
  }

  @Override
  default void stop() {}
}
