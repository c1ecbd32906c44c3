package io.berth.did.secondfactor;

import io.berth.did.account.Account;
import io.berth.did.session.KnownDevices;
import io.berth.did.session.SignIns;
import io.berth.did.throttle.Guess;
import io.berth.did.web.Forms.Form;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Asks signed-in people for their password, and for a code where they have a second factor, before
 * they change what protects their account. Forms have the fields {@code password} and {@code code}.
 */
@Component
public final class Reauthentication {
  private final SignIns signIns;
  private final SecondFactors factors;
  private final KnownDevices devices;

  Reauthentication(SignIns signIns, SecondFactors factors, KnownDevices devices) {
    this.signIns = signIns;
    this.factors = factors;
    this.devices = devices;
  }

  /** Whether the form needs a field for a code. */
  public Mono<Boolean> asksForCode(Account account) {
    return factors.exists(account.uid());
  }

  /** Key of a message about what is wrong; empty where all is right. */
  public Mono<String> problem(ServerRequest request, Account account, Form form) {
    String sessionId = Objects.requireNonNull(Callers.of(request).sessionId());
    return signIns
        .confirm(account, sessionId, AddressBlock.of(Callers.of(request)), form.text("password"))
        .flatMap(
            right ->
                right ? wrongCode(request, account, form) : Mono.just("password.problem.wrong"));
  }

  private Mono<String> wrongCode(ServerRequest request, Account account, Form form) {
    return asksForCode(account)
        .filter(asks -> asks)
        .flatMap(
            _ ->
                factors.check(
                    Callers.of(request),
                    account.uid(),
                    form.text("code"),
                    devices.ofSecondFactor(request, account)))
        .filter(guess -> !(guess instanceof Guess.Right<Long>))
        .map(_ -> "password.problem.code");
  }
}
