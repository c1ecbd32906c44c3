package io.berth.dialect;

import org.jspecify.annotations.Nullable;

/** Looks apps up by their id, disabled ones included. */
@FunctionalInterface
public interface Apps {
  @Nullable App find(String appId);
}
