package io.berth.service.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The apps as did-service has them, for those that hold a copy.
 *
 * @param apps how many there are, disabled ones included
 * @param versions sum of their versions: it grows with every change
 * @param at when it was so by the clock of did-service's database; null of a copy
 */
public record DirectoryState(long apps, long versions, @Nullable Instant at) {

  /** Path at did-service. */
  public static final String PATH = "/.well-known/app-directory.json";

  /** Whether a copy misses an app or a change that this state has. */
  boolean isAheadOf(DirectoryState copy) {
    return apps > copy.apps || versions > copy.versions;
  }
}
