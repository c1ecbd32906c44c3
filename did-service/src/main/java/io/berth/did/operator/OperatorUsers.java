package io.berth.did.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.operator.OperatorDidCommand.FreezeUser;
import io.berth.api.operator.OperatorDidCommand.NameUsers;
import io.berth.api.operator.OperatorDidCommand.RevokeUserGrant;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidCommand.SignUserOut;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorDidOutcome.Grant;
import io.berth.api.operator.OperatorDidOutcome.UserFound;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.did.account.Accounts;
import io.berth.did.consent.Grants;
import io.berth.did.identity.Identities;
import io.berth.did.session.SignOuts;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows users to operators and carries out decisions about them. */
@Component
class OperatorUsers {
  private static final int MOST_FOUND = 50;
  private static final int MOST_NAMED = 500;

  private final DatabaseClient database;
  private final Accounts accounts;
  private final Identities identities;
  private final SignOuts signOuts;
  private final Grants grants;
  private final AuditedChanges audited;

  OperatorUsers(
      DatabaseClient database,
      Accounts accounts,
      Identities identities,
      SignOuts signOuts,
      Grants grants,
      AuditedChanges audited) {
    this.database = database;
    this.accounts = accounts;
    this.identities = identities;
    this.signOuts = signOuts;
    this.grants = grants;
    this.audited = audited;
  }

  Mono<Outcome> search(SearchUsers search) {
    String text = Columns.needle(search.search());
    return matching(text)
        .mapValue(Long.class)
        .all()
        .concatMap(this::findAny)
        .collectList()
        .map(Users::new);
  }

  /** Each way to look has an index of its own. */
  private GenericExecuteSpec matching(String text) {
    if (text.matches("[0-9]{1,18}")) {
      return database
          .sql("select uid from accounts where uid = :uid")
          .bind("uid", Long.valueOf(text));
    } else if (text.matches("[0-9a-f]{32}")) {
      return database
          .sql("select distinct uid from identities where open_id = :openId limit :limit")
          .bind("openId", text)
          .bind("limit", MOST_FOUND);
    }
    return database
        .sql("select uid from accounts where login like :pattern order by login limit :limit")
        .bind("pattern", text.replaceAll("([\\\\%_])", "\\\\$1") + "%")
        .bind("limit", MOST_FOUND);
  }

  Mono<Outcome> name(NameUsers name) {
    return name.uids().size() > MOST_NAMED
        ? Mono.just(Outcome.Invalid.of("uids", "too-many"))
        : accounts
            .findAll(name.uids())
            .map(OperatorUsers::account)
            .concatWith(ofApps(name.uids()))
            .collectList()
            .map(Users::new);
  }

  /** Accounts of apps, which carry the app's id where a person has a mail address. */
  private Flux<Account> ofApps(Collection<Long> uids) {
    return database
        .sql(
            """
            select a.uid, p.app_id, p.name::text as name, p.enabled, a.created_at
            from accounts a join apps p on p.app_id = a.app_id where a.uid = any (:uids)
            """)
        .bind("uids", uids.toArray(Long[]::new))
        .map(
            row ->
                new Account(
                    Objects.requireNonNull(row.get("uid", Long.class)),
                    Columns.text(row, "app_id"),
                    Columns.names(row).getOrDefault("en", ""),
                    !Boolean.TRUE.equals(row.get("enabled", Boolean.class)),
                    List.of(),
                    Objects.requireNonNull(row.get("created_at", Instant.class))))
        .all();
  }

  private Mono<Account> findAny(long uid) {
    return find(uid).switchIfEmpty(ofApps(List.of(uid)).next());
  }

  Mono<Account> find(long uid) {
    return accounts.find(uid).map(OperatorUsers::account);
  }

  static Account account(io.berth.did.account.Account account) {
    return new Account(
        account.uid(),
        account.login(),
        account.name(),
        account.frozen(),
        account.roles(),
        account.createdAt());
  }

  Mono<Outcome> read(long uid) {
    Mono<Long> sessions =
        database
            .sql(
                """
                select count(*) from sessions
                where uid = :uid and expires_at > clock_timestamp()
                """)
            .bind("uid", uid)
            .mapValue(Long.class)
            .one();
    return findAny(uid)
        .flatMap(
            account ->
                Mono.zip(
                        sessions,
                        identities
                            .grantedBy(uid)
                            .map(
                                granted ->
                                    new Grant(
                                        granted.appId(), granted.openId(), granted.grantedScopes()))
                            .collectList())
                    .<Outcome>map(both -> new UserFound(account, both.getT1(), both.getT2())))
        .defaultIfEmpty(Outcome.Invalid.of("uid", "unknown"));
  }

  Mono<Outcome> freeze(FreezeUser freeze, Caller caller) {
    long uid = freeze.uid();
    if (caller.uid() != null && caller.uid() == uid) {
      return Mono.just(Outcome.Invalid.of("uid", "own"));
    }
    String name = freeze.frozen() ? "user.freeze" : "user.unfreeze";
    return change(
        uid,
        new Action(name, "user/" + uid, freeze.reason(), Map.of()),
        caller,
        accounts
            .freeze(uid, freeze.frozen())
            .then(
                Mono.defer(
                    () -> freeze.frozen() ? signOuts.everywhere(uid).then() : Mono.empty())));
  }

  Mono<Outcome> signOut(SignUserOut signOut, Caller caller) {
    long uid = signOut.uid();
    return change(
        uid,
        new Action("user.sign-out", "user/" + uid, signOut.reason(), Map.of()),
        caller,
        Mono.defer(() -> signOuts.everywhere(uid).then()));
  }

  Mono<Outcome> revoke(RevokeUserGrant revoke, Caller caller) {
    long uid = revoke.uid();
    return change(
        uid,
        new Action("user.revoke", "user/" + uid, revoke.reason(), Map.of("app", revoke.app())),
        caller,
        Mono.defer(() -> grants.revoke(revoke.app(), uid)));
  }

  private Mono<Outcome> change(long uid, Action action, Caller caller, Mono<?> change) {
    return audited.write(
        caller,
        action,
        find(uid)
            .flatMap(_ -> change.then(Mono.<Outcome>just(new Outcome.Done())))
            .defaultIfEmpty(Outcome.Invalid.of("uid", "unknown")));
  }
}
