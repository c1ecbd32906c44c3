package io.berth.did.company;

import io.berth.api.AppCommand;
import io.berth.api.AppOutcome;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people do with apps; the command endpoint has checked that they may. */
@Component
public final class AppCommands {
  private final CompanyRows rows;

  AppCommands(CompanyRows rows) {
    this.rows = rows;
  }

  public Mono<Outcome> answer(AppCommand command, Caller caller) {
    String appId = Objects.requireNonNull(caller.appId());
    return switch (command) {
      case AppCommand.ReadHead _ -> head(appId, caller);
    };
  }

  private Mono<Outcome> head(String appId, Caller caller) {
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
