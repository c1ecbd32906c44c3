package io.berth.did.launch;

import io.berth.api.app.AppRecord;
import io.berth.api.launch.Launch;
import io.berth.api.launch.LaunchState;
import io.berth.did.app.AppPublisher;
import io.berth.did.app.AppRecords;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets people in who have the invitation link of an app in its grey launch. */
@Component
public final class LaunchInvitations {
  private final AppRecords records;
  private final LaunchRows rows;
  private final AppPublisher publisher;
  private final TransactionalOperator transaction;

  LaunchInvitations(
      AppRecords records,
      LaunchRows rows,
      AppPublisher publisher,
      TransactionalOperator transaction) {
    this.records = records;
    this.rows = rows;
    this.publisher = publisher;
    this.transaction = transaction;
  }

  /** The app that a link invites to; empty where the link is not in force. */
  public Mono<AppRecord> find(String appId, String token) {
    return records
        .find(appId)
        .filter(app -> app.profile().refusal() == null)
        .filter(app -> app.profile().launch().state() == LaunchState.LIMITED)
        .filterWhen(app -> rows.isLink(appId, token));
  }

  /**
   * Lets the user in. Empty where the link is not in force; false where the app has as many guests
   * as it may.
   */
  public Mono<Boolean> accept(String appId, String token, long uid) {
    return records
        .lock(appId)
        .then(find(appId, token))
        .flatMap(
            app ->
                app.profile().launch().admits(appId, uid)
                    ? Mono.just(true)
                    : rows.addGuest(appId, uid, Launch.MOST_INVITED)
                        .flatMap(
                            added ->
                                added
                                    ? publisher.publish(appId).thenReturn(true)
                                    : Mono.just(false)))
        .as(transaction::transactional);
  }
}
