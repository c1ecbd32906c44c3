package io.berth.did.person;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Realm;
import io.berth.api.person.PersonCommand.EraseOwnAccount;
import io.berth.api.person.PersonCommand.ErasePerson;
import io.berth.did.account.Accounts;
import io.berth.did.identity.Identities;
import io.berth.did.session.SignIns;
import io.berth.did.session.SignOuts;
import io.berth.service.address.AddressBlock;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Erases people. OpenIds of an erased person lead to nobody, the mail address can register again as
 * somebody else, and the uid stays for the books.
 */
@Repository
class Erasures {

  private static final String OWN_WISH = "asked for by the person";

  private final DatabaseClient database;
  private final Accounts accounts;
  private final SignIns signIns;
  private final SignOuts signOuts;
  private final Identities identities;
  private final AuditedChanges audited;

  Erasures(
      DatabaseClient database,
      Accounts accounts,
      SignIns signIns,
      SignOuts signOuts,
      Identities identities,
      AuditedChanges audited) {
    this.database = database;
    this.accounts = accounts;
    this.signIns = signIns;
    this.signOuts = signOuts;
    this.identities = identities;
    this.audited = audited;
  }

  /** Erases the person whose password it is; wrong ones are counted like those of a sign-in. */
  Mono<Outcome> eraseOwn(EraseOwnAccount asked, String requestId) {
    Caller person =
        Caller.of(Caller.Kind.PAGE, requestId).in(Realm.of(asked.uid())).withUid(asked.uid());
    AddressBlock from = AddressBlock.of(person.withAddress(asked.address()));
    return accounts
        .find(asked.uid())
        .flatMap(account -> signIns.confirm(account, asked.sessionId(), from, asked.password()))
        .flatMap(
            right ->
                right
                    ? erase(
                        asked.uid(),
                        OWN_WISH,
                        // Without the address: it would be the only personal data that is left.
                        person)
                    : Mono.just(Invalid.of("password", "wrong")))
        .defaultIfEmpty(Invalid.of("uid", "unknown"));
  }

  Mono<Outcome> erase(ErasePerson asked, String requestId) {
    return asked.uid() == asked.operator()
        ? Mono.just(Invalid.of("uid", "own"))
        : erase(
            asked.uid(),
            asked.reason(),
            Caller.of(Caller.Kind.CONSOLE, requestId)
                .withUid(asked.operator())
                .withAddress(asked.address()));
  }

  private Mono<Outcome> erase(long uid, String reason, Caller caller) {
    return audited.write(
        caller,
        new Action("user.erase", "user/" + uid, reason, Map.of()),
        database
            .sql("select coalesce(erasure_problem(:uid), '')")
            .bind("uid", uid)
            .mapValue(String.class)
            .one()
            .flatMap(
                problem ->
                    problem.isEmpty()
                        ? erase(uid).thenReturn(new Outcome.Done())
                        : Mono.just(Invalid.of("uid", problem))));
  }

  private Mono<Void> erase(long uid) {
    return signOuts
        .everywhere(uid)
        .then(identities.withdraw(uid))
        .then(database.sql("select erase_person(:uid)").bind("uid", uid).then());
  }
}
