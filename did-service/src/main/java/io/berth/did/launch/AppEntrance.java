package io.berth.did.launch;

import io.berth.api.app.AppRecord;
import io.berth.api.launch.Launch;
import io.berth.did.account.Account;
import io.berth.did.app.AppPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
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
    Launch launch = app.profile().launch();
    if (launch.admits(app.appId(), account.uid())) {
      return Mono.just(true);
    }
    return switch (launch.state().entrance()) {
      case TESTERS, SHARE -> bind(app.appId(), account);
      case NOBODY, EVERYBODY -> Mono.just(false);
    };
  }

  /** Those of the apps that the user may enter. */
  public Flux<AppRecord> admitted(Flux<AppRecord> apps, Account account) {
    return testers
        .expecting(account.login())
        .flatMapMany(
            expecting ->
                apps.filter(
                    app ->
                        expecting.contains(app.appId())
                            || app.profile().launch().admits(app.appId(), account.uid())))
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .filterWhen(app -> admits(app, account), 1);
  }

  private Mono<Boolean> bind(String appId, Account account) {
    return testers
        .bind(appId, account)
        .flatMap(bound -> bound ? publisher.publish(appId).thenReturn(true) : Mono.just(false))
        .as(transaction::transactional);
  }
}
