package io.berth.did.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.operator.OperatorDidCommand;
import io.berth.api.operator.OperatorDidCommand.AddCompany;
import io.berth.api.operator.OperatorDidCommand.ApproveApp;
import io.berth.api.operator.OperatorDidCommand.DecideDidChange;
import io.berth.api.operator.OperatorDidCommand.EnableApp;
import io.berth.api.operator.OperatorDidCommand.EnableCompany;
import io.berth.api.operator.OperatorDidCommand.FreezeUser;
import io.berth.api.operator.OperatorDidCommand.NameUsers;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorDidCommand.ReadDidChanges;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedApp;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedUser;
import io.berth.api.operator.OperatorDidCommand.RevokeUserGrant;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidCommand.SearchCompanies;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidCommand.SetAppTerms;
import io.berth.api.operator.OperatorDidCommand.SignUserOut;
import io.berth.service.audit.AuditLog;
import io.berth.service.change.PendingChanges;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands each operator's command to whom it concerns; the command endpoint has checked who asks. */
@Component
public final class OperatorCommands {
  private final OperatorCompanies companies;
  private final OperatorApps apps;
  private final OperatorUsers users;
  private final PendingChanges changes;
  private final AuditLog audit;

  OperatorCommands(
      OperatorCompanies companies,
      OperatorApps apps,
      OperatorUsers users,
      PendingChanges changes,
      AuditLog audit) {
    this.companies = companies;
    this.apps = apps;
    this.users = users;
    this.changes = changes;
    this.audit = audit;
  }

  public Mono<Outcome> handle(OperatorDidCommand command, Caller caller) {
    return switch (command) {
      case SearchCompanies search -> companies.search(search);
      case AddCompany add -> companies.add(add, caller);
      case EnableCompany enable -> companies.enable(enable, caller);
      case SearchApps search -> apps.search(search);
      case ReadOperatedApp(String app) -> apps.read(app);
      case ApproveApp approve -> apps.approve(approve, caller);
      case EnableApp enable -> apps.enable(enable, caller);
      case SetAppTerms set -> apps.setTerms(set, caller);
      case SearchUsers search -> users.search(search);
      case NameUsers name -> users.name(name);
      case ReadOperatedUser(long uid) -> users.read(uid);
      case FreezeUser freeze -> users.freeze(freeze, caller);
      case SignUserOut signOut -> users.signOut(signOut, caller);
      case RevokeUserGrant revoke -> users.revoke(revoke, caller);
      case ReadDidChanges read -> changes.read(read.waiting(), read.before());
      case DecideDidChange decide ->
          changes.decide(decide.id(), decide.decision(), decide.reason(), caller);
      case ReadDidAudit read -> audit.read(read.filter()).cast(Outcome.class);
    };
  }
}
