package io.berth.did.developer;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome;
import io.berth.did.company.CompanyRows;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what the pages of an app show at their top, with the reader's permissions. */
@Component
final class AppHeads {
  private final CompanyRows rows;

  AppHeads(CompanyRows rows) {
    this.rows = rows;
  }

  Mono<Outcome> read(String appId, Caller caller) {
    return rows.app(appId)
        .zipWhen(app -> rows.find(app.companyId(), Objects.requireNonNull(caller.uid())))
        .map(
            both ->
                (Outcome)
                    new AppOutcome.Head(
                        both.getT1(),
                        both.getT2().name(),
                        caller.permissions().stream()
                            .map(Permission::valueOf)
                            .collect(Collectors.toUnmodifiableSet())))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN));
  }
}
