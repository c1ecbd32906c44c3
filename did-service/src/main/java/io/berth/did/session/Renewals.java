package io.berth.did.session;

import io.berth.did.account.Account;
import java.net.URI;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Keeps a browser signed in through a change that ends every session. */
@Component
public final class Renewals {
  private final SignOuts signOuts;
  private final Sessions sessions;
  private final SessionCookies cookies;
  private final KnownDevices devices;

  Renewals(SignOuts signOuts, Sessions sessions, SessionCookies cookies, KnownDevices devices) {
    this.devices = devices;
    this.signOuts = signOuts;
    this.sessions = sessions;
    this.cookies = cookies;
  }

  /** Signs everybody out but the browser that changed the password. */
  public Mono<ServerResponse> changePassword(ServerRequest request, Account account, String hash) {
    return changePassword(request, account, hash, "/account?done=password");
  }

  public Mono<ServerResponse> changePassword(
      ServerRequest request, Account account, String hash, String next) {
    return signOuts
        .changePassword(account.uid(), hash)
        .flatMap(
            validFrom ->
                sessions
                    .open(account.uid(), validFrom)
                    .flatMap(
                        session ->
                            ServerResponse.seeOther(URI.create(next))
                                .cookie(cookies.of(session))
                                .cookie(devices.remember(request, account.uid(), validFrom))
                                .build()));
  }
}
