package io.berth.did.launch;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Realm;
import io.berth.api.launch.Launch;
import io.berth.api.launch.LaunchCommand.SetLaunchShare;
import io.berth.api.launch.LaunchOutcome.LaunchLinkMade;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.app.AppAuditFields;
import io.berth.did.app.AppPublisher;
import io.berth.did.app.AppRecords;
import io.berth.did.secret.Identifiers;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.runtime.PlatformProperties;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Widens and withdraws the entrance to apps that are not open to everybody. */
@Component
public final class GreyLaunches {
  /** Path of the page that an invitation link leads to. */
  public static final String PAGE = "/account/apps/invitation";

  private final AppRecords records;
  private final LaunchRows rows;
  private final Testers testers;
  private final AppPublisher publisher;
  private final AppAuditFields fields;
  private final AuditedChanges audited;
  private final PlatformProperties platform;

  GreyLaunches(
      AppRecords records,
      LaunchRows rows,
      Testers testers,
      AppPublisher publisher,
      AppAuditFields fields,
      AuditedChanges audited,
      PlatformProperties platform) {
    this.records = records;
    this.rows = rows;
    this.testers = testers;
    this.publisher = publisher;
    this.fields = fields;
    this.audited = audited;
    this.platform = platform;
  }

  Mono<Outcome> setShare(String appId, SetLaunchShare set, Caller caller) {
    return set.percent() < 0 || set.percent() > 100
        ? Mono.just(Invalid.of("percent", "malformed"))
        : write("launch.share", appId, caller, rows.setPercent(appId, set.percent()));
  }

  Mono<Outcome> addTester(String appId, String login, Caller caller) {
    String address = Accounts.normal(login);
    if (!Accounts.isLogin(address)) {
      return Mono.just(Invalid.of("login", "malformed"));
    }
    return records
        .lock(appId)
        .then(testers.of(appId))
        .flatMap(
            present ->
                present.size() >= Launch.MOST_TESTERS && !present.contains(address)
                    ? Mono.just(Invalid.of("login", "too-many", "" + Launch.MOST_TESTERS))
                    : write("tester.add", appId, caller, testers.add(appId, address)))
        .as(audited::transactional);
  }

  Mono<Outcome> removeTester(String appId, String login, Caller caller) {
    return write("tester.remove", appId, caller, testers.remove(appId, login).then());
  }

  /** Adds the person who makes an app; the audit entry is that of the app. */
  public Mono<Void> addMaker(String appId, Account maker) {
    return testers
        .add(appId, maker.login())
        .then(testers.bind(appId, maker))
        .then(publisher.publish(appId));
  }

  Mono<Outcome> makeLink(String appId, Caller caller) {
    String token = Identifiers.hex();
    String link =
        platform.origin(Realm.of(appId))
            + PAGE
            + "?app_id="
            + Realm.publicId(appId)
            + "&token="
            + token;
    return write("launch.link", appId, caller, rows.putLink(appId, token))
        .map(outcome -> outcome instanceof Outcome.Done ? new LaunchLinkMade(link) : outcome);
  }

  Mono<Outcome> withdrawLink(String appId, Caller caller) {
    return write("launch.unlink", appId, caller, rows.withdrawLink(appId));
  }

  private Mono<Outcome> write(String action, String appId, Caller caller, Mono<Void> change) {
    return audited.write(
        caller,
        action,
        "app/" + appId,
        fields.of(appId),
        change.then(publisher.publish(appId)).thenReturn(new Outcome.Done()));
  }
}
