package io.berth.callback.app;

import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.service.command.CommandHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds the app that a command is about. It is the app that the caller token names, never one that
 * the command names.
 */
@Component
public class CallerApps {

  private final Apps apps;
  private final Dialects dialects;

  CallerApps(Apps apps, Dialects dialects) {
    this.apps = apps;
    this.dialects = dialects;
  }

  /** Refuses the command where the app or its dialect is unknown. */
  public <C extends Command> CommandHandler<C> handler(AppCommandHandler<? super C> handler) {
    return (command, caller) -> {
      App app = caller.appId() == null ? null : apps.find(caller.appId());
      Dialect dialect = app == null ? null : dialects.byId(app.dialect());
      return app == null || dialect == null
          ? Mono.just(Refusal.of(unknown()))
          : handler.handle(command, new CallerApp(app, dialect, caller.requestId()));
    };
  }

  /** While the app directory is not in sync, an app that is not found may well exist. */
  private ErrorCode unknown() {
    return apps.isComplete() ? ErrorCode.APP_UNKNOWN : ErrorCode.TIMEOUT;
  }
}
