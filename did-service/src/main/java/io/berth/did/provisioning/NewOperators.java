package io.berth.did.provisioning;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.user.UserOutcome.Identity;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.foureyes.LocalOperators;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Guards new operators that the operator's token puts. Once there is an acting operator, another
 * one confirms each new one: otherwise one person could create a second account and confirm their
 * own changes with it.
 */
@Component
class NewOperators {
  private static final String OPERATOR = "operator";

  private final LocalOperators operators;
  private final PendingChanges changes;

  NewOperators(LocalOperators operators, PendingChanges changes) {
    this.operators = operators;
    this.changes = changes;
  }

  Mono<Boolean> mustWait(PutUser put, @Nullable Account present, Caller caller) {
    boolean becomes =
        put.roles() != null
            && put.roles().contains(OPERATOR)
            && (present == null || !present.roles().contains(OPERATOR));
    return !becomes || caller.permissions().contains(ManagementCommand.DIRECT)
        ? Mono.just(false)
        : operators.founded();
  }

  static PutUser withoutRoles(PutUser put) {
    return new PutUser(
        put.login(),
        put.uid(),
        put.password(),
        put.payPassword(),
        put.name(),
        put.avatar(),
        put.openIds(),
        put.friends(),
        null);
  }

  /**
   * @param outcome of everything else
   */
  Mono<Outcome> propose(PutUser put, Outcome outcome, Caller caller) {
    if (!(outcome instanceof Identity identity)) {
      return Mono.just(outcome);
    }
    List<String> roles = put.roles() == null ? List.of() : put.roles();
    Proposal proposal =
        new Proposal(
            "user.operator",
            "user/" + identity.uid(),
            List.of(
                new Difference("login", "", Accounts.normal(put.login())),
                new Difference("roles", "", String.join(", ", roles))),
            "",
            new PutUser(put.login(), null, null, null, null, null, null, null, roles));
    return changes
        .propose(proposal, caller)
        .map(
            waiting ->
                waiting instanceof ChangeWaiting change
                    ? new ChangeWaiting(change.id(), identity.uid(), change.appliesAt())
                    : waiting);
  }
}
