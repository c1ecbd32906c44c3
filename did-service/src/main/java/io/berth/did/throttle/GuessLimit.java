package io.berth.did.throttle;

import io.berth.did.secret.Digests;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Limit of wrong guesses of one kind: how many are free, and how long the next ones have to wait.
 *
 * @param bucket what is counted
 * @param free wrong guesses within the memory before any has to wait
 * @param first how long the next one waits then; doubled by each further wrong one
 * @param longest the most that it grows to
 * @param memory in which the free ones are forgotten, one after the other
 */
public record GuessLimit(
    String bucket, int free, Duration first, Duration longest, Duration memory) {

  /** Delay after wrong guesses: it starts small and doubles up to a maximum. */
  public record Delay(Duration first, Duration longest) {}

  /**
   * @param of what is counted, such as account and origin; stored as a digest, because it is as
   *     long and as odd as somebody typed it
   */
  public static GuessLimit of(String kind, String of, int free, Delay delay, Duration memory) {
    String digest = HexFormat.of().formatHex(Digests.sha256(of), 0, 16);
    return new GuessLimit(kind + ':' + digest, free, delay.first(), delay.longest(), memory);
  }
}
