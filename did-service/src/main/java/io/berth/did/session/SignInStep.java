package io.berth.did.session;

import io.berth.did.account.Account;
import io.berth.did.web.Forms.Form;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Asks for more than the right password before a session is opened. */
public interface SignInStep {

  /** Whether the password alone does not sign this account in. */
  Mono<Boolean> isNeeded(long uid);

  /**
   * Shows the page that asks, in a browser that has not passed it before; empty in any other.
   *
   * @param form with the right password
   * @param next path that signing in leads to
   */
  Mono<ServerResponse> ask(ServerRequest request, Form form, Account account, String next);
}
