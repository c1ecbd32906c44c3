package io.berth.bench.load;

import org.jspecify.annotations.Nullable;

/** Repeats the same body with a new signature for each request. */
final class RepeatedPost implements RequestScript {

  private final SignedPost post;
  private final String body;
  private final String expected;

  RepeatedPost(Traffic.SamePost traffic) {
    this.post = new SignedPost(traffic.merchant(), traffic.path());
    this.body = traffic.body();
    this.expected = traffic.expected();
  }

  @Override
  public byte[] next(int connection) {
    return post.with(body);
  }

  @Override
  public @Nullable String wrong(int connection, int status, byte[] answer) {
    return ResponseChecks.wrongUnless(expected, status, answer);
  }
}
