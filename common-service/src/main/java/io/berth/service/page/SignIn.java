package io.berth.service.page;

import io.berth.service.caller.Callers;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Sends visitors who are not signed in to the sign-in page, which leads back. */
public final class SignIn {

  private SignIn() {}

  /**
   * @param work of a user's page, by uid
   */
  public static Mono<ServerResponse> require(
      ServerRequest request, LongFunction<Mono<ServerResponse>> work) {
    Long uid = Callers.of(request).uid();
    String here = URLEncoder.encode(request.path(), StandardCharsets.UTF_8);
    return uid == null
        ? ServerResponse.status(HttpStatus.SEE_OTHER)
            .location(URI.create("/account/sign-in?next=" + here))
            .build()
        : work.apply(uid);
  }
}
