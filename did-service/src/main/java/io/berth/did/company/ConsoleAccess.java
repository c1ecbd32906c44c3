package io.berth.did.company;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import io.berth.api.app.AccessCommand.ResolveAccess;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.did.secondfactor.SecondFactors;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the permissions of a session's user in the console. */
@Component
final class ConsoleAccess {
  static final String OPERATOR = "operator";

  private final DatabaseClient database;
  private final SecondFactors secondFactors;

  ConsoleAccess(DatabaseClient database, SecondFactors secondFactors) {
    this.database = database;
    this.secondFactors = secondFactors;
  }

  private record Standing(Set<Permission> permissions, boolean operator) {}

  /** An app's company counts where an app is named. */
  public Mono<Outcome> resolve(ResolveAccess question) {
    if (question.appId() != null && question.companyId() != null) {
      return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "an app or a company, not both"));
    }
    return database
        .sql(
            """
            select a.roles, m.role
            from sessions s join accounts a on a.uid = s.uid
            left join company_members m on m.uid = s.uid and m.company_id =
              coalesce((select company_id from apps where app_id = :appId), :companyId)
            where s.session_id = :sessionId and s.uid = :uid and s.expires_at > clock_timestamp()
            """)
        .bindProperties(question)
        .map(ConsoleAccess::standing)
        .one()
        .flatMap(standing -> access(standing, question))
        .cast(Outcome.class)
        .defaultIfEmpty(Refusal.of(ErrorCode.SESSION_UNKNOWN));
  }

  private static Standing standing(Readable row) {
    Set<Permission> permissions = EnumSet.of(Permission.SIGNED_IN);
    String role = row.get("role", String.class);
    if (role != null) {
      permissions.addAll(RolePermissions.of(Role.valueOf(role)));
    }
    String[] roles = Objects.requireNonNull(row.get("roles", String[].class));
    return new Standing(permissions, Arrays.asList(roles).contains(OPERATOR));
  }

  private Mono<Outcome.Access> access(Standing standing, ResolveAccess question) {
    if (!standing.operator()) {
      return Mono.just(new Outcome.Access(standing.permissions(), Set.of()));
    }
    return secondFactors
        .passed(question.sessionId(), question.uid())
        .map(
            passed -> {
              Set<Permission> operating = RolePermissions.ofOperators();
              if (passed) {
                operating.addAll(standing.permissions());
              }
              return passed
                  ? new Outcome.Access(operating, Set.of())
                  : new Outcome.Access(standing.permissions(), operating);
            });
  }
}
