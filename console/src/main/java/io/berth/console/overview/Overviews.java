package io.berth.console.overview;

import io.berth.api.ConsoleCommand;
import io.berth.api.totals.CallbackTotalsCommand.ReadCallbackTotals;
import io.berth.api.totals.CallbackTotalsCommand.ReadCompanyCallbackTotals;
import io.berth.api.totals.CallbackTotalsCommand.ReadPlatformCallbackTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadCompanyOrderTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadOrderTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadPlatformOrderTotals;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.api.totals.TotalsRange;
import io.berth.console.doctor.RefusalTotals;
import io.berth.console.page.GatewayClient;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Reads overviews, with one command for each service. Leaves figures out where a service does not
 * answer, or refuses.
 */
@Component
public final class Overviews {

  private final GatewayClient platform;
  private final RefusalTotals refusals;
  private final Clock clock;

  Overviews(GatewayClient platform, RefusalTotals refusals, Clock clock) {
    this.platform = platform;
    this.refusals = refusals;
    this.clock = clock;
  }

  public Mono<Overview> ofApp(ServerRequest request, String appId) {
    return overview(
        request, appId, new Commands(ReadOrderTotals::new, ReadCallbackTotals::new), appId::equals);
  }

  public Mono<Overview> ofCompany(
      ServerRequest request, String companyId, Collection<String> appIds) {
    return overview(
        request,
        null,
        new Commands(
            period -> new ReadCompanyOrderTotals(companyId, period),
            period -> new ReadCompanyCallbackTotals(companyId, period)),
        appIds::contains);
  }

  public Mono<Overview> ofPlatform(ServerRequest request) {
    return overview(
        request,
        null,
        new Commands(ReadPlatformOrderTotals::new, ReadPlatformCallbackTotals::new),
        _ -> true);
  }

  private record Commands(
      Function<TotalsPeriod, ConsoleCommand> orders,
      Function<TotalsPeriod, ConsoleCommand> callbacks) {}

  private Mono<Overview> overview(
      ServerRequest request,
      @Nullable String appId,
      Commands commands,
      Predicate<String> refusedApps) {
    TotalsPeriod period = TotalsPeriod.until(range(request), clock.instant());
    return Mono.zip(
            ask(request, appId, commands.orders.apply(period), OrderTotals.class),
            ask(request, appId, commands.callbacks.apply(period), CallbackTotals.class))
        .map(
            both ->
                Overview.of(
                    Scope.of(
                        appId == null ? null : "/console/apps/" + appId,
                        period,
                        request.queryParam("at").orElse("")),
                    both.getT1(),
                    both.getT2(),
                    new RefusalPart(refusals.first(), refusals.of(refusedApps))));
  }

  private <T> Mono<Optional<T>> ask(
      ServerRequest request, @Nullable String appId, ConsoleCommand command, Class<T> expected) {
    return platform
        .ask(request, appId, command)
        .map(
            outcome ->
                expected.isInstance(outcome)
                    ? Optional.of(expected.cast(outcome))
                    : Optional.empty());
  }

  /** A day where the query names no range. */
  private static TotalsRange range(ServerRequest request) {
    String asked = request.queryParam("range").orElse("");
    return Arrays.stream(TotalsRange.values())
        .filter(range -> range.name().equals(asked))
        .findFirst()
        .orElse(TotalsRange.DAY);
  }
}
