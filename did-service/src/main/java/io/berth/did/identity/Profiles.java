package io.berth.did.identity;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Subject;
import io.berth.api.user.IdentityRecord;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserCommand.ResolveIdentities;
import io.berth.api.user.UserCommand.ResolveIdentities.Wanted;
import io.berth.api.user.UserOutcome;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.app.AppRecords;
import io.berth.did.identity.Identities.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Describes users to apps and services. */
@Component
public final class Profiles {
  private static final int MOST_AT_ONCE = 256;
  private static final Outcome UNKNOWN_USER = Refusal.of(ErrorCode.USER_UNKNOWN);
  private static final Outcome UNKNOWN_OPEN_ID = Refusal.of(ErrorCode.OPEN_ID_UNKNOWN);

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
              .flatMap(app -> byUid(appId, app.accounts().adminUid()))
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
                new UserOutcome.UserProfile(
                    record.companyId(),
                    record.appId(),
                    record.openId(),
                    record.unionId(),
                    record.uid(),
                    account.name(),
                    account.avatar()));
  }

  /** Reads the public names of users and apps, for services. */
  public Mono<Outcome> people(ReadPeople read) {
    return accounts
        .findAll(read.uids())
        .map(account -> new UserOutcome.Person(account.uid(), account.name(), account.avatar()))
        .concatWith(
            apps.named(read.uids())
                .map(app -> new UserOutcome.Person(app.getKey(), app.getValue(), "")))
        .collectList()
        .map(UserOutcome.People::new);
  }

  /** Resolves OpenIds and uids for services, with one query for each kind. */
  public Mono<Outcome> resolve(ResolveIdentities resolve) {
    List<Wanted> wanted = resolve.wanted();
    if (wanted.size() > MOST_AT_ONCE) {
      return refused(ErrorCode.BAD_PARAMETER);
    }
    return Mono.zip(byUids(wanted), byOpenIds(wanted))
        .map(
            found ->
                new UserOutcome.Identities(
                    wanted.stream()
                        .map(
                            one ->
                                switch (one.user()) {
                                  case Subject.Uid _ ->
                                      found.getT1().getOrDefault(one, UNKNOWN_USER);
                                  case Subject.OpenId _ ->
                                      found.getT2().getOrDefault(one, UNKNOWN_OPEN_ID);
                                  case Subject.OpenIdAndUid _, Subject.Admin _, Subject.Self _ ->
                                      Refusal.of(ErrorCode.BAD_PARAMETER);
                                })
                        .toList()));
  }

  private Mono<Map<Wanted, Outcome>> byUids(List<Wanted> wanted) {
    List<String> appIds = new ArrayList<>();
    List<Long> uids = new ArrayList<>();
    for (Wanted one : wanted) {
      if (one.user() instanceof Subject.Uid(long uid)) {
        appIds.add(one.appId());
        uids.add(uid);
      }
    }
    if (uids.isEmpty()) {
      return Mono.just(Map.of());
    }
    Mono<Map<Wanted, Outcome>> known =
        identities
            .byUids(appIds, uids)
            .collectMap(
                record -> new Wanted(record.appId(), new Subject.Uid(record.uid())),
                Profiles::outcome);
    return known.zipWith(
        accounts.findAll(uids).map(Account::uid).collect(Collectors.toSet()),
        (identified, existing) -> {
          for (int i = 0; i < uids.size(); i++) {
            String appId = appIds.get(i);
            long uid = uids.get(i);
            if (existing.contains(uid)) {
              identified.putIfAbsent(
                  new Wanted(appId, new Subject.Uid(uid)), unknownOrigin(appId, uid));
            }
          }
          return identified;
        });
  }

  private Mono<Map<Wanted, Outcome>> byOpenIds(List<Wanted> wanted) {
    List<String> appIds = new ArrayList<>();
    List<String> openIds = new ArrayList<>();
    for (Wanted one : wanted) {
      if (one.user() instanceof Subject.OpenId(String openId)) {
        appIds.add(one.appId());
        openIds.add(openId);
      }
    }
    return openIds.isEmpty()
        ? Mono.just(Map.of())
        : identities
            .byOpenIds(appIds, openIds)
            .collectMap(
                record -> new Wanted(record.appId(), new Subject.OpenId(record.openId())),
                Profiles::outcome);
  }

  private static Outcome unknownOrigin(String appId, long uid) {
    return new UserOutcome.Identity(appId, uid, null, null, Set.of());
  }

  private static Outcome outcome(IdentityRecord record) {
    return new UserOutcome.Identity(
        record.appId(), record.uid(), record.openId(), record.unionId(), record.grantedScopes());
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
