package io.berth.console.operator;

import io.berth.api.ConsoleCommand;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.delivery.DeadLetterCommand.ReadCallbackAudit;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.console.audit.AuditSearch;
import io.berth.console.page.GatewayClient;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Merges the services' audit records into one log, newest first. */
@Component
class PlatformAudit {
  private static final int PAGE = 200;

  private final GatewayClient platform;

  PlatformAudit(GatewayClient platform) {
    this.platform = platform;
  }

  /**
   * @param service that recorded it: {@code did}, {@code pay} or {@code callback}
   */
  record Line(String service, AuditEntry entry) {}

  /** Streams all entries; ends in an error where a service does not respond. */
  Flux<Line> read(ServerRequest request, AuditSearch search) {
    return Flux.mergeComparing(
        1,
        Comparator.comparing((Line line) -> line.entry().at()).reversed(),
        lines(request, "did", search, search.beforeDid(), ReadDidAudit::new),
        lines(request, "pay", search, search.beforePay(), ReadPayAudit::new),
        lines(request, "callback", search, search.beforeCallback(), ReadCallbackAudit::new));
  }

  private Flux<Line> lines(
      ServerRequest request,
      String service,
      AuditSearch search,
      @Nullable Long before,
      Function<AuditFilter, ConsoleCommand> command) {
    Function<@Nullable Long, Mono<AuditPage>> page =
        from ->
            platform.expect(
                request, null, command.apply(search.filter(from, PAGE)), AuditPage.class);
    return Mono.defer(() -> page.apply(before))
        .expand(
            got ->
                got.entries().size() < PAGE
                    ? Mono.empty()
                    : page.apply(got.entries().getLast().id()))
        .concatMapIterable(AuditPage::entries, 1)
        .map(entry -> new Line(service, entry));
  }
}
