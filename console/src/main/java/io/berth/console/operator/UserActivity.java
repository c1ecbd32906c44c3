package io.berth.console.operator;

import io.berth.api.operator.OperatorDidCommand.ReadMemberships;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorDidOutcome.Membership;
import io.berth.api.operator.OperatorDidOutcome.Memberships;
import io.berth.console.audit.AuditSearch;
import io.berth.console.operator.PlatformAudit.Line;
import io.berth.console.page.GatewayClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Reads which roles people have, and what they did last. */
@Component
class UserActivity {
  private static final int LATEST = 10;
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final GatewayClient platform;
  private final PlatformAudit audit;

  UserActivity(GatewayClient platform, PlatformAudit audit) {
    this.platform = platform;
    this.audit = audit;
  }

  /** Returns roles in companies by uid; none where did-service does not respond. */
  Mono<Map<Long, List<Membership>>> roles(ServerRequest request, List<Account> users) {
    return users.isEmpty()
        ? Mono.just(Map.of())
        : platform
            .ask(request, null, new ReadMemberships(users.stream().map(Account::uid).toList()))
            .map(
                outcome ->
                    outcome instanceof Memberships(var memberships)
                        ? memberships.stream().collect(Collectors.groupingBy(Membership::uid))
                        : Map.of());
  }

  /** Returns the latest changes by a person; none where a service does not respond. */
  Mono<List<Line>> latest(ServerRequest request, long uid) {
    return audit
        .read(request, AuditSearch.by(uid))
        .take(LATEST)
        .collectList()
        .timeout(LIMIT)
        .onErrorReturn(List.of());
  }
}
