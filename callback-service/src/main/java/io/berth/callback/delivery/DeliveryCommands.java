package io.berth.callback.delivery;

import io.berth.api.CallbackCommand;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.DeliveryCommand;
import io.berth.api.DeliveryOutcome;
import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PayCommand;
import io.berth.service.command.CommandHandler;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people see of an app's callbacks; the command endpoint has checked that they may. */
@Component
class DeliveryCommands implements CommandHandler {

  private final DatabaseClient database;

  DeliveryCommands(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Mono<Outcome> handle(Command command, Caller caller) {
    return switch (command) {
      case CallbackCommand asked -> answer(asked, Objects.requireNonNull(caller.appId()));
      case DidCommand _, PayCommand _ ->
          Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "this is another service's"));
    };
  }

  private Mono<Outcome> answer(CallbackCommand command, String appId) {
    return switch (command) {
      case DeliveryCommand.CountWaiting _ -> countWaiting(appId);
    };
  }

  private Mono<Outcome> countWaiting(String appId) {
    return database
        .sql(
            """
            select count(*) as waiting, min(created_at) as oldest from deliveries
            where app_id = :app and state = 'PENDING'
            """)
        .bind("app", appId)
        .map(
            row ->
                new DeliveryOutcome.Waiting(
                    Objects.requireNonNull(row.get("waiting", Long.class)),
                    row.get("oldest", Instant.class)))
        .one()
        .cast(Outcome.class);
  }
}
