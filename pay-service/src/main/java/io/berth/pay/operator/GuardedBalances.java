package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.app.ManagementCommand;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange.Difference;
import io.berth.service.change.Operators;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.util.List;
import java.util.Locale;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gives opening balances that come with the operator's token: to a new account immediately, to any
 * other once an operator has confirmed it. A thief of the token cannot credit an existing account
 * under a new reference.
 */
@Component
class GuardedBalances {
  private final OpeningBalances balances;
  private final Operators operators;
  private final PendingChanges changes;
  private final DatabaseClient database;

  GuardedBalances(
      OpeningBalances balances,
      Operators operators,
      PendingChanges changes,
      DatabaseClient database) {
    this.balances = balances;
    this.operators = operators;
    this.changes = changes;
    this.database = database;
  }

  public Mono<Outcome> give(GiveOpeningBalance named, Caller caller) {
    GiveOpeningBalance give = OpeningBalances.withoutAddress(named);
    if (caller.permissions().contains(ManagementCommand.DIRECT)
        || Realm.of(give.uid()) == Realm.TEST) {
      return balances.give(give, caller);
    }
    return balances
        .check(give)
        .then(given(give.reference()))
        .flatMap(given -> given ? balances.give(give, caller) : giveOrPropose(give, caller));
  }

  private Mono<Outcome> giveOrPropose(GiveOpeningBalance give, Caller caller) {
    return operators
        .ask(null, give.uid(), caller.requestId())
        .zipWhen(_ -> moved(give))
        .flatMap(
            both -> {
              FourEyes standing = both.getT1();
              boolean moved = both.getT2();
              return standing.fresh() && !moved
                  ? balances.give(give, caller)
                  : changes.propose(proposal(give), standing, caller);
            });
  }

  private static Proposal proposal(GiveOpeningBalance give) {
    return new Proposal(
        "balance.give",
        "user/" + give.uid(),
        List.of(
            new Difference(
                "credit",
                "",
                give.amount().toPlainString()
                    + " "
                    + give.coin()
                    + " ("
                    + give.account().name().toLowerCase(Locale.ROOT)
                    + ")")),
        "",
        give);
  }

  private Mono<Boolean> given(String reference) {
    return database
        .sql("select exists (select from gifts where reference = :reference)")
        .bind("reference", reference)
        .mapValue(Boolean.class)
        .one();
  }

  private Mono<Boolean> moved(GiveOpeningBalance give) {
    return database
        .sql(
            """
            select exists (select from accounts a join coins c on c.id = a.coin_id
              where a.owner = :uid and a.kind = :kind and c.code = :coin and a.entries > 0)
            """)
        .bind("uid", give.uid())
        .bind("kind", give.account().name())
        .bind("coin", give.coin())
        .mapValue(Boolean.class)
        .one();
  }
}
