package io.berth.pay.reconciliation;

import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliationFailures;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliations;
import io.berth.api.reconciliation.ReconciliationCommand.Reconcile;
import io.berth.api.reconciliation.ReconciliationCommand.SetReconciliation;
import io.berth.api.reconciliation.ReconciliationOutcome.State;
import io.berth.dialect.Dialects;
import io.berth.service.command.CommandHandlers;
import io.berth.service.outbound.AddressRules;
import io.berth.service.outbound.MerchantClient;
import io.berth.service.schedule.Repeating;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {

  @Bean
  CommandHandlers reconciliationCommands(
      ReconciliationViews views, ReconcileHandler reconcile, BookSettingsChanges changes) {
    return CommandHandlers.builder()
        .on(ReadReconciliations.class, views::days)
        .on(ReadReconciliation.class, views::day)
        .on(ReadReconciliationFailures.class, (_, _) -> views.failures())
        .on(Reconcile.class, reconcile)
        .on(SetReconciliation.class, changes::set)
        .on(PutReconciliation.class, changes::put)
        .build();
  }

  @Bean
  Repeating reconciling(DailyReconciliation daily, ReconciliationProperties properties) {
    return new Repeating("reconciling", properties.look(), daily::look);
  }

  /** Measures how many days wait for somebody to look at them. */
  @Bean
  Repeating measuringReconciliation(Reconciliations reconciliations, MeterRegistry meters) {
    Map<State, AtomicLong> days = new EnumMap<>(State.class);
    for (State state : List.of(State.DIFFERENT, State.FAILED)) {
      AtomicLong number = new AtomicLong();
      days.put(state, number);
      Gauge.builder("berth.reconciliation.days", number, AtomicLong::get)
          .description("Days of apps whose books differ from ours, or could not be compared")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
    return new Repeating(
        "measuring reconciliation",
        Duration.ofMinutes(1),
        () ->
            reconciliations
                .openDays()
                .doOnNext(
                    open ->
                        days.forEach((state, number) -> number.set(open.getOrDefault(state, 0L)))));
  }

  @Bean
  MerchantClient merchantClient(ReconciliationProperties properties, ReactorResourceFactory netty) {
    return new MerchantClient(
        new AddressRules(properties.allowPrivateAddresses()),
        netty.getLoopResources(),
        properties.timeout(),
        properties.timeout(),
        properties.timeout());
  }

  @Bean
  MerchantCalls merchantCalls(MerchantClient client, Dialects dialects) {
    return new SignedMerchantCalls(client, dialects, InstantSource.system());
  }
}
