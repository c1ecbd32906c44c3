package io.berth.did.identity;

import io.berth.api.Caller;
import io.berth.api.DidCommand.ReadPeople;
import io.berth.api.DidCommand.ResolveIdentity;
import io.berth.api.ErrorCode;
import io.berth.api.IdentityRecord;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Subject;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.app.AppRecords;
import io.berth.did.identity.Identities.Identity;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells apps and services who somebody is. */
@Component
public final class Profiles {
  private final Identities identities;
  private final Accounts accounts;
  private final AppRecords apps;

  Profiles(Identities identities, Accounts accounts, AppRecords apps) {
    this.identities = identities;
    this.accounts = accounts;
    this.apps = apps;
  }

  /** A user as the calling app knows them. */
  public Mono<Outcome> read(Subject subject, Caller caller, String appId) {
    return switch (subject) {
      case Subject.OpenId(String openId) ->
          identities
              .byOpenId(appId, openId)
              .flatMap(this::profile)
              .switchIfEmpty(refused(ErrorCode.OPEN_ID_UNKNOWN));
      case Subject.Uid(long uid) -> byUid(appId, uid);
      case Subject.OpenIdAndUid(String openId, long uid) ->
          identities
              .byOpenId(appId, openId)
              .flatMap(
                  identity ->
                      identity.record().uid() == uid
                          ? profile(identity)
                          : refused(ErrorCode.BAD_PARAMETER))
              .switchIfEmpty(refused(ErrorCode.OPEN_ID_UNKNOWN));
      case Subject.Self _ -> {
        Long uid = caller.uid();
        yield uid == null ? refused(ErrorCode.TOKEN_UNKNOWN) : byUid(appId, uid);
      }
      case Subject.Admin _ ->
          apps.find(appId)
              .flatMap(app -> byUid(appId, app.adminUid()))
              .switchIfEmpty(refused(ErrorCode.APP_UNKNOWN));
    };
  }

  private Mono<Outcome> byUid(String appId, long uid) {
    return identities
        .byUid(appId, uid)
        .flatMap(this::profile)
        .switchIfEmpty(refused(ErrorCode.USER_UNKNOWN));
  }

  private Mono<Outcome> profile(Identity identity) {
    IdentityRecord record = identity.record();
    return accounts
        .find(record.uid())
        .map(
            account ->
                new Outcome.UserProfile(
                    record.companyId(),
                    record.appId(),
                    record.openId(),
                    record.unionId(),
                    record.uid(),
                    account.name(),
                    account.avatar()));
  }

  /** What anybody may know of these users, for services. */
  public Mono<Outcome> people(ReadPeople read) {
    return accounts
        .findAll(read.uids())
        .map(account -> new Outcome.Person(account.uid(), account.name(), account.avatar()))
        .collectList()
        .map(Outcome.People::new);
  }

  /** Who stands behind an OpenId or uid, for services. */
  public Mono<Outcome> resolve(ResolveIdentity resolve) {
    String appId = resolve.appId();
    return switch (resolve.user()) {
      case Subject.OpenId(String openId) ->
          identities
              .byOpenId(appId, openId)
              .map(identity -> outcome(identity.record()))
              .switchIfEmpty(refused(ErrorCode.OPEN_ID_UNKNOWN));
      case Subject.Uid(long uid) -> resolve(appId, uid);
      case Subject.OpenIdAndUid(String openId, long uid) ->
          identities
              .byOpenId(appId, openId)
              .map(
                  identity ->
                      identity.record().uid() == uid
                          ? outcome(identity.record())
                          : Refusal.of(ErrorCode.BAD_PARAMETER))
              .switchIfEmpty(refused(ErrorCode.OPEN_ID_UNKNOWN));
      case Subject.Admin _ ->
          apps.find(appId)
              .flatMap(app -> resolve(appId, app.adminUid()))
              .switchIfEmpty(refused(ErrorCode.APP_UNKNOWN));
      case Subject.Self _ -> refused(ErrorCode.BAD_PARAMETER);
    };
  }

  private Mono<Outcome> resolve(String appId, long uid) {
    return identities
        .byUid(appId, uid)
        .map(identity -> outcome(identity.record()))
        .switchIfEmpty(
            accounts
                .find(uid)
                .map(Account::uid)
                .map(known -> new Outcome.Identity(appId, known, null, null, Set.of())))
        .switchIfEmpty(refused(ErrorCode.USER_UNKNOWN));
  }

  private static Outcome outcome(IdentityRecord record) {
    return new Outcome.Identity(
        record.appId(), record.uid(), record.openId(), record.unionId(), record.grantedScopes());
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
