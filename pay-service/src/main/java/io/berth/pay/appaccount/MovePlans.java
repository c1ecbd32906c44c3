package io.berth.pay.appaccount;

import io.berth.api.AccountKind;
import io.berth.api.app.AccountMoveOutcome.AccountMove;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.Purpose;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores what is to be moved out of each former account, decided once, and what was moved. */
@Repository
class MovePlans {

  /** The commission is the platform's: it goes to its app's row, and stays where it has none. */
  private static final String COMMISSION = "COMMISSION";

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final BalanceOwners entitlements;

  MovePlans(
      DatabaseClient database, TransactionalOperator transaction, BalanceOwners entitlements) {
    this.database = database;
    this.transaction = transaction;
    this.entitlements = entitlements;
  }

  /**
   * @param uid null for the suspense account
   */
  record Move(
      String reference,
      long formerUid,
      @Nullable Long uid,
      String kind,
      int coinId,
      BigDecimal amount,
      BigDecimal held) {

    LedgerTransaction transaction(String requestId) {
      Account from = account(formerUid);
      Account to = uid == null ? Account.suspense(formerUid) : account(uid);
      List<Posting> postings = new ArrayList<>();
      BigDecimal available = amount.subtract(held);
      if (available.signum() > 0) {
        postings.add(new Posting(from, to, available, coinId));
      }
      if (held.signum() > 0) {
        postings.add(new Posting(from.held(), to.held(), held, coinId));
      }
      return new LedgerTransaction(
          new LedgerTransaction.Target.InternalTransfer(
              reference, Purpose.of(Purpose.Type.MIGRATION)),
          null,
          null,
          postings,
          requestId);
    }

    private Account account(long owner) {
      return kind.equals(COMMISSION)
          ? Account.commission(owner)
          : Account.of(owner, AccountKind.valueOf(kind));
    }
  }

  /** One account of a person, in one coin. */
  record Former(
      long accountId, String kind, int coinId, String coin, BigDecimal balance, BigDecimal held) {}

  Mono<Boolean> isFinished() {
    return database
        .sql("select finished_at is not null from account_migration")
        .mapValue(Boolean.class)
        .one();
  }

  Mono<Void> finish() {
    return database
        .sql(
            """
            update account_migration set finished_at = clock_timestamp() where finished_at is null
            """)
        .then();
  }

  /**
   * Decides what goes where, unless that was decided before.
   *
   * @param apps all whose money is in the same account
   */
  Mono<Void> plan(List<AccountMove> apps) {
    long formerUid = apps.getFirst().formerUid();
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('account moves', 4))")
        .then()
        .then(isPlanned(formerUid))
        .filter(planned -> !planned)
        .flatMap(
            _ ->
                formers(formerUid)
                    .concatMap(former -> plan(former, formerUid, apps))
                    .thenMany(Flux.fromIterable(apps))
                    .concatMap(this::remember)
                    .then())
        .as(transaction::transactional);
  }

  private Mono<Boolean> isPlanned(long formerUid) {
    return database
        .sql("select exists (select from former_accounts where former_uid = :uid)")
        .bind("uid", formerUid)
        .mapValue(Boolean.class)
        .one();
  }

  /** Held until the plan is written, so that no balance changes meanwhile. */
  private Flux<Former> formers(long formerUid) {
    return database
        .sql(
            """
            select a.id as account_id, a.kind, a.coin_id, c.code as coin, a.balance,
              a.frozen as held
            from accounts a join coins c on c.id = a.coin_id
            where a.owner = :uid and a.kind in ('COIN', 'OPEN', 'COMMISSION') and a.balance > 0
            order by a.id for no key update of a
            """)
        .bind("uid", formerUid)
        .mapProperties(Former.class)
        .all()
        .collectList()
        .flatMapIterable(all -> all);
  }

  private Mono<Void> plan(Former former, long formerUid, List<AccountMove> apps) {
    AccountMove first = apps.getFirst();
    return first.shared()
        ? entitlements
            .of(former, apps.stream().map(AccountMove::appId).toList())
            .flatMap(entitled -> divide(former, formerUid, apps, entitled))
        : insert(former, formerUid, first, former.balance(), former.held());
  }

  private Mono<Void> divide(
      Former former, long formerUid, List<AccountMove> apps, Map<String, BigDecimal> entitled) {
    // What is frozen stays with the person, so nobody can have it.
    Division division = Division.of(former.balance().subtract(former.held()), entitled);
    List<Mono<Void>> inserts = new ArrayList<>();
    for (AccountMove app : apps) {
      BigDecimal amount = division.certain().get(app.appId());
      if (amount != null) {
        inserts.add(insert(former, formerUid, app, amount, BigDecimal.ZERO));
      }
    }
    if (division.unclear().signum() > 0 && !former.kind().equals(COMMISSION)) {
      inserts.add(insert(former, formerUid, null, division.unclear(), BigDecimal.ZERO));
    }
    return Flux.concat(inserts).then();
  }

  private Mono<Void> insert(
      Former former,
      long formerUid,
      @Nullable AccountMove app,
      BigDecimal amount,
      BigDecimal held) {
    String to = app == null ? "suspense/" + formerUid : app.appId();
    String reference =
        String.join("/", "migration", to, former.coin(), former.kind().toLowerCase(Locale.ROOT));
    return database
        .sql(
            """
            insert into account_moves (reference, former_uid, uid, kind, coin_id, amount, frozen)
            values (:reference, :former, :uid, :kind, :coin, :amount, :frozen)
            """)
        .bind("reference", reference)
        .bind("former", formerUid)
        .bind("uid", Parameters.in(R2dbcType.BIGINT, app == null ? null : app.uid()))
        .bind("kind", former.kind())
        .bind("coin", former.coinId())
        .bind("amount", amount)
        .bind("frozen", held)
        .then();
  }

  private Mono<Void> remember(AccountMove app) {
    return database
        .sql(
            """
            insert into former_accounts (app_id, former_uid, uid, shared, until)
            values (:appId, :formerUid, :uid, :shared, clock_timestamp())
            """)
        .bindProperties(app)
        .then();
  }

  Flux<Move> planned() {
    return database
        .sql(
            """
            select *, frozen as held from account_moves where state = 'PLANNED' order by reference
            """)
        .mapProperties(Move.class)
        .all()
        .collectList()
        .flatMapIterable(all -> all);
  }

  Mono<Void> posted(String reference, long transferId) {
    return end(reference, "POSTED", transferId);
  }

  Mono<Void> refused(String reference) {
    return end(reference, "REFUSED", null);
  }

  private Mono<Void> end(String reference, String state, @Nullable Long transferId) {
    return database
        .sql(
            """
            update account_moves set state = :state, transfer_id = :transfer
            where reference = :reference
            """)
        .bind("state", state)
        .bind("transfer", Parameters.in(R2dbcType.BIGINT, transferId))
        .bind("reference", reference)
        .then();
  }
}
