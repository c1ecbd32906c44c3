package io.berth.did.account;

import io.berth.api.Realm;
import io.berth.did.account.Account.PayPassword;
import io.berth.did.account.Account.Profile;
import io.berth.did.account.Account.State;
import io.berth.did.text.DisplayName;
import io.berth.did.text.MailAddress;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores the accounts of people and of apps. */
@Repository
public final class Accounts {
  private final DatabaseClient database;

  Accounts(DatabaseClient database) {
    this.database = database;
  }

  /** Whether a text can be a login, that is an address that mail can be sent to. */
  public static boolean isLogin(String text) {
    return MailAddress.parse(text) != null;
  }

  /** The same of a login as it is stored, of either realm. */
  public static boolean isStoredLogin(String login) {
    return isLogin(Realm.publicId(login));
  }

  /**
   * The login that a person means who is in this realm.
   *
   * @param typed the address; whoever types a login of test means nobody
   */
  public static String login(Realm realm, String typed) {
    String key = normal(typed);
    return Realm.of(key) == Realm.LIVE ? realm.idOf(key) : "";
  }

  public static String normal(String login) {
    return MailAddress.key(login);
  }

  public Mono<Account> find(String login) {
    return database
        .sql("select * from accounts where login = :login")
        .bind("login", normal(login))
        .map(Accounts::read)
        .one();
  }

  public Mono<Account> find(long uid) {
    return database
        .sql("select * from accounts where uid = :uid and login is not null")
        .bind("uid", uid)
        .map(Accounts::read)
        .one();
  }

  /** The account that holds an app's money; it has no sign-in. */
  public Mono<Account> ofApp(String appId) {
    return database
        .sql("select * from accounts where app_id = :appId")
        .bind("appId", appId)
        .map(Accounts::read)
        .one();
  }

  /**
   * Empty when the uid is taken.
   *
   * @param uid null for the next free one
   * @param payoutPasswordHash null where the app has no payout password
   */
  public Mono<Long> createForApp(
      String appId, @Nullable Long uid, @Nullable String payoutPasswordHash) {
    return database
        .sql(
            """
            insert into accounts (uid, app_id, pay_password_hash)
            values (coalesce(:uid, next_uid(:appId)), :appId, :payoutPasswordHash)
            on conflict (uid) do nothing returning uid
            """)
        .bind("uid", Parameters.in(R2dbcType.BIGINT, uid))
        .bind("appId", appId)
        .bind("payoutPasswordHash", Parameters.in(R2dbcType.VARCHAR, payoutPasswordHash))
        .mapValue(Long.class)
        .one();
  }

  /** Whether a person or an app has this uid. */
  public Mono<Boolean> isTaken(long uid) {
    return database
        .sql("select exists (select from accounts where uid = :uid)")
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one();
  }

  /** Keeps uids from being assigned, except to a command that names one of them. */
  public Mono<Void> reserve(Collection<Long> uids) {
    return database
        .sql("insert into reserved_uids (uid) select unnest(:uids) on conflict do nothing")
        .bind("uids", uids.toArray(Long[]::new))
        .then();
  }

  /** Finds the accounts that exist. */
  public Flux<Account> findAll(Collection<Long> uids) {
    return database
        .sql("select * from accounts where uid = any (:uids) and login is not null")
        .bind("uids", uids.toArray(Long[]::new))
        .map(Accounts::read)
        .all();
  }

  /** The uid of this login, made without a password where it is new. */
  public Mono<Long> ensure(String login) {
    return find(login)
        .map(Account::uid)
        .switchIfEmpty(Mono.defer(() -> create(login, null, "", null)))
        .switchIfEmpty(Mono.defer(() -> find(login).map(Account::uid)));
  }

  /**
   * Empty when the login is taken.
   *
   * @param uid null for the next free one
   */
  public Mono<Long> create(
      String login, @Nullable Long uid, String name, @Nullable String passwordHash) {
    return database
        .sql(
            """
            insert into accounts (uid, login, name, password_hash)
            values (coalesce(:uid, next_uid(:login)), :login, :name, :passwordHash)
            on conflict (login) do nothing returning uid
            """)
        .bind("uid", Parameters.in(R2dbcType.BIGINT, uid))
        .bind("login", normal(login))
        .bind("name", DisplayName.normal(name))
        .bind("passwordHash", Parameters.in(R2dbcType.VARCHAR, passwordHash))
        .mapValue(Long.class)
        .one();
  }

  /** Null fields stay. */
  public Mono<Void> describe(
      long uid, @Nullable String name, @Nullable String avatar, @Nullable List<String> roles) {
    return database
        .sql(
            """
            update accounts set name = coalesce(:name, name), avatar = coalesce(:avatar, avatar),
              roles = coalesce(:roles, roles) where uid = :uid
            """)
        .bind("uid", uid)
        .bind(
            "name",
            Parameters.in(R2dbcType.VARCHAR, name == null ? null : DisplayName.normal(name)))
        .bind("avatar", Parameters.in(R2dbcType.VARCHAR, avatar))
        .bind("roles", roles == null ? noTexts() : roles.toArray(String[]::new))
        .then();
  }

  private static Parameter noTexts() {
    return Parameters.in(PostgresqlObjectId.TEXT_ARRAY);
  }

  public Mono<Void> rename(long uid, String name) {
    return describe(uid, name, null, null);
  }

  public Mono<Void> speaks(long uid, String language) {
    return database
        .sql(
            """
            update accounts set language = :language
            where uid = :uid and language is distinct from :language
            """)
        .bind("uid", uid)
        .bind("language", language)
        .then();
  }

  public Mono<Void> freeze(long uid, boolean frozen) {
    return database
        .sql(
            """
            update accounts
              set frozen_at = case when :frozen then coalesce(frozen_at, clock_timestamp()) end
            where uid = :uid
            """)
        .bind("uid", uid)
        .bind("frozen", frozen)
        .then();
  }

  /** Changes the login; ends in a {@code DuplicateKeyException} where it is taken. */
  public Mono<Void> move(long uid, String login) {
    return database
        .sql("update accounts set login = :login where uid = :uid and login is not null")
        .bind("uid", uid)
        .bind("login", normal(login))
        .then();
  }

  /** Leaves a mailed code as the only way to sign in. */
  public Mono<Void> removePassword(long uid) {
    return database
        .sql("update accounts set password_hash = null where uid = :uid")
        .bind("uid", uid)
        .then();
  }

  /**
   * @param validFrom sessions and tokens issued before are dead
   */
  public Mono<Void> outdate(long uid, Instant validFrom) {
    return database
        .sql("update accounts set valid_from = :validFrom where uid = :uid")
        .bind("uid", uid)
        .bind("validFrom", validFrom)
        .then();
  }

  /**
   * @param validFrom sessions and tokens issued before are dead
   */
  public Mono<Void> setPassword(long uid, String hash, Instant validFrom) {
    return database
        .sql("update accounts set password_hash = :hash, valid_from = :validFrom where uid = :uid")
        .bind("uid", uid)
        .bind("hash", hash)
        .bind("validFrom", validFrom)
        .then();
  }

  public Mono<Void> befriend(long uid, Collection<Long> friends) {
    return Flux.fromIterable(friends)
        .concatMap(
            friend ->
                database
                    .sql(
                        """
                        insert into friendships (uid, friend_uid)
                        values (:uid, :friend), (:friend, :uid) on conflict do nothing
                        """)
                    .bind("uid", uid)
                    .bind("friend", friend)
                    .then())
        .then();
  }

  private static Account read(Readable row) {
    return new Account(
        row.get("uid", Long.class),
        Objects.requireNonNullElse(row.get("login", String.class), ""),
        new Profile(
            row.get("name", String.class),
            row.get("avatar", String.class),
            row.get("language", String.class)),
        row.get("password_hash", String.class),
        new PayPassword(
            row.get("pay_password_hash", String.class),
            row.get("pay_password_changed_at", Instant.class),
            row.get("paying_frozen_until", Instant.class)),
        new State(
            row.get("frozen_at", Instant.class),
            row.get("valid_from", Instant.class),
            List.of(row.get("roles", String[].class))),
        row.get("created_at", Instant.class));
  }
}
