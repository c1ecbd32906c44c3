package io.berth.console.acceptance;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.delivery.DrillCommand.ReadDrill;
import io.berth.api.delivery.DrillOutcome;
import io.berth.api.launch.LaunchCommand.ReadLaunch;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliations;
import io.berth.api.reconciliation.ReconciliationOutcome.Reconciliations;
import io.berth.api.totals.CallbackTotalsCommand.ReadCallbackTotals;
import io.berth.api.totals.OrderTotalsCommand.ReadOrderTotals;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.api.totals.TotalsRange;
import io.berth.console.page.GatewayClient;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Asks the services what an app has shown of its protocol. */
@Component
public class AcceptanceReader {
  private final GatewayClient platform;
  private final Dialects dialects;
  private final InstantSource clock;

  AcceptanceReader(GatewayClient platform, Dialects dialects, InstantSource clock) {
    this.platform = platform;
    this.dialects = dialects;
    this.clock = clock;
  }

  /** What the app and its test have shown together. */
  public Mono<Acceptance> read(
      ServerRequest request, String appId, String dialectId, LaunchFound launch) {
    String testId = Realm.TEST.idOf(appId);
    return Mono.zip(
            one(request, appId, dialectId, launch),
            ask(request, testId, new ReadLaunch())
                .flatMap(
                    found ->
                        found instanceof LaunchFound test
                            ? one(request, testId, dialectId, test).map(Optional::of)
                            : Mono.just(Optional.<Acceptance>empty())))
        .map(both -> both.getT2().map(both.getT1()::or).orElse(both.getT1()));
  }

  private Mono<Acceptance> one(
      ServerRequest request, String appId, String dialectId, LaunchFound launch) {
    Dialect dialect = dialects.byId(dialectId);
    TotalsPeriod period = TotalsPeriod.until(TotalsRange.MONTH, clock.instant());
    return Mono.zip(
            ask(request, appId, new ReadOrderTotals(period)),
            ask(request, appId, new ReadCallbackTotals(period)),
            ask(request, appId, new ReadDrill(null)),
            ask(request, appId, new ReadReconciliations(null)))
        .map(
            all ->
                Acceptance.of(
                    dialect == null ? Set.of() : dialect.acceptance(),
                    new Acceptance.Facts(
                        launch,
                        as(OrderTotals.class, all.getT1()),
                        as(CallbackTotals.class, all.getT2()),
                        as(DrillOutcome.class, all.getT3()),
                        as(Reconciliations.class, all.getT4()))));
  }

  private Mono<Outcome> ask(ServerRequest request, String appId, ConsoleCommand command) {
    return platform.ask(request, appId, command);
  }

  private static <T> Optional<T> as(Class<T> expected, Outcome outcome) {
    return Optional.of(outcome).filter(expected::isInstance).map(expected::cast);
  }
}
