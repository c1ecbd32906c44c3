package io.berth.did.launch;

import io.berth.api.app.AppRecord;
import io.berth.api.launch.LaunchState.Entrance;
import io.berth.did.account.Account;
import io.berth.did.app.AppPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Decides who may enter an app. */
@Component
public final class AppEntrance {
  private final Testers testers;
  private final AppPublisher publisher;
  private final TransactionalOperator transaction;

  AppEntrance(Testers testers, AppPublisher publisher, TransactionalOperator transaction) {
    this.testers = testers;
    this.publisher = publisher;
    this.transaction = transaction;
  }

  /**
   * Whether the user may enter the app as it is now. A tester who comes for the first time is made
   * known to the other services.
   */
  public Mono<Boolean> admits(AppRecord app, Account account) {
    if (app.profile().refusal() != null) {
      return Mono.just(false);
    }
    Entrance entrance = app.profile().launch().state().entrance();
    return app.profile().launch().admits(app.appId(), account.uid())
        ? Mono.just(true)
        : entrance == Entrance.TESTERS || entrance == Entrance.SHARE
            ? bind(app.appId(), account)
            : Mono.just(false);
  }

  private Mono<Boolean> bind(String appId, Account account) {
    return testers
        .bind(appId, account)
        .flatMap(bound -> bound ? publisher.publish(appId).thenReturn(true) : Mono.just(false))
        .as(transaction::transactional);
  }
}
