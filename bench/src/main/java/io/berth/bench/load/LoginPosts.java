package io.berth.bench.load;

import io.berth.bench.load.Traffic.Code;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Makes logins of the DragonEx protocol, each with the next authorization code. */
final class LoginPosts implements RequestScript {

  private static final String PATH = "/api/v1/login/do/";
  private static final String TOKEN = "\"access_token\":\"";

  private final Traffic.Logins traffic;
  private final Iterator<Code> codes;

  LoginPosts(Traffic.Logins traffic) {
    this.traffic = traffic;
    this.codes = traffic.codes().iterator();
  }

  @Override
  public byte @Nullable [] next(int connection) {
    if (!codes.hasNext()) {
      return null;
    }
    Code code = codes.next();
    return new SignedPost(code.merchant(), PATH)
        .with(
            "{\"code\":\"%s\",\"app_id\":\"%s\",\"scopes\":\"%s\",\"state\":\"%s\",\"device\":\"%s\"}"
                .formatted(
                    code.code(),
                    code.merchant().appId(),
                    traffic.scopes(),
                    traffic.state(),
                    traffic.device()));
  }

  @Override
  public @Nullable String wrong(int connection, int status, byte[] body) {
    return ResponseChecks.wrongUnless(TOKEN, status, body);
  }
}
