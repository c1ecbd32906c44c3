package io.berth.did.operator;

import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.did.account.Accounts;
import io.berth.did.app.AppRecords;
import io.berth.did.app.AppTerms;
import io.berth.did.app.Approvals;
import io.berth.did.app.Apps;
import io.berth.did.terms.TermsOffers;
import io.berth.service.change.ChangeHandler;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out confirmed changes of apps and operators. */
@Component
class ConfirmedChanges implements ChangeHandler {
  private static final String APPROVE = "app.approve";

  private final Apps apps;
  private final AppRecords records;
  private final AppTerms terms;
  private final Approvals approvals;
  private final Accounts accounts;
  private final TermsOffers offers;

  ConfirmedChanges(
      Apps apps,
      AppRecords records,
      AppTerms terms,
      Approvals approvals,
      Accounts accounts,
      TermsOffers offers) {
    this.apps = apps;
    this.records = records;
    this.terms = terms;
    this.approvals = approvals;
    this.accounts = accounts;
    this.offers = offers;
  }

  @Override
  public Mono<Outcome> apply(Command command, PendingChange change) {
    return switch (command) {
      case PutApp put -> apply(put, change);
      case ProposeTerms propose -> offers.confirmed(propose, change);
      case PutUser put ->
          accounts
              .find(put.login())
              .flatMap(
                  account ->
                      accounts
                          .describe(account.uid(), null, null, put.roles())
                          .<Outcome>thenReturn(new Outcome.Done()))
              .defaultIfEmpty(Refusal.of(ErrorCode.USER_UNKNOWN));
      default -> Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "not a change of this service"));
    };
  }

  /** Refuses the change where it differs by now from what the second operator confirmed. */
  private Mono<Outcome> apply(PutApp put, PendingChange change) {
    boolean approval = change.action().equals(APPROVE);
    List<Difference> shown =
        change.differences().stream()
            .filter(difference -> !difference.field().equals("approved"))
            .toList();
    return records
        .lock(put.appId())
        .flatMap(app -> terms.differences(app, put))
        .flatMap(
            differences ->
                differences.equals(shown)
                    ? (approval ? approvals.approve(put.appId()) : Mono.<Void>empty())
                        .then(apps.put(put))
                    : Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "the app has changed")))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN));
  }
}
