package io.berth.bench.load;

import io.berth.bench.load.Traffic.Tokens;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Refreshes tokens by the DragonEx protocol; each response has the tokens of the next request. */
final class RefreshPosts implements RequestScript {

  private static final String PATH = "/api/v1/login/refresh/";

  private final Tokens[] tokens;
  private final SignedPost[] posts;

  RefreshPosts(Traffic.Refreshes traffic) {
    this.tokens = traffic.tokens().toArray(Tokens[]::new);
    this.posts = new SignedPost[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      posts[i] = new SignedPost(tokens[i].merchant(), PATH);
    }
  }

  @Override
  public byte[] next(int connection) {
    return posts[connection].with(
        "{\"access_token\":\""
            + tokens[connection].accessToken()
            + "\",\"refresh_token\":\""
            + tokens[connection].refreshToken()
            + "\"}");
  }

  @Override
  public @Nullable String wrong(int connection, int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String access = field(text, "access_token");
    String refresh = field(text, "refresh_token");
    if (status != 200 || access == null || refresh == null) {
      return status + " " + text;
    }
    tokens[connection] = new Tokens(tokens[connection].merchant(), access, refresh);
    return null;
  }

  /** Reads a token, which contains no JSON escapes. */
  private static @Nullable String field(String json, String name) {
    String before = "\"" + name + "\":\"";
    int start = json.indexOf(before);
    int end = start < 0 ? -1 : json.indexOf('"', start + before.length());
    return end < 0 ? null : json.substring(start + before.length(), end);
  }
}
