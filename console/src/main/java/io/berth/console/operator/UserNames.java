package io.berth.console.operator;

import io.berth.api.operator.OperatorDidCommand.NameUsers;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.console.page.GatewayClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Finds the names of users by uid, and uids by mail address. */
@Component
public class UserNames {
  private final GatewayClient platform;

  UserNames(GatewayClient platform) {
    this.platform = platform;
  }

  /** Returns names by uid; empty where did-service does not respond: the page shows uids then. */
  public Mono<Map<Long, Account>> named(ServerRequest request, Stream<Long> uids) {
    List<Long> asked = uids.distinct().toList();
    return asked.isEmpty()
        ? Mono.just(Map.of())
        : platform
            .ask(request, null, new NameUsers(asked))
            .map(
                outcome ->
                    outcome instanceof Users(List<Account> users)
                        ? users.stream()
                            .collect(Collectors.toMap(Account::uid, Function.identity()))
                        : Map.<Long, Account>of());
  }

  /**
   * @param text a uid or a whole mail address
   */
  public Mono<Account> find(ServerRequest request, String text) {
    return platform
        .ask(request, null, new SearchUsers(text))
        .flatMap(
            outcome ->
                outcome instanceof Users(List<Account> users)
                    ? Mono.justOrEmpty(
                        users.stream().filter(account -> means(text, account)).findFirst())
                    : Mono.empty());
  }

  private static boolean means(String text, Account account) {
    return text.equals(Long.toString(account.uid()))
        || text.toLowerCase(Locale.ROOT).equals(account.login());
  }
}
