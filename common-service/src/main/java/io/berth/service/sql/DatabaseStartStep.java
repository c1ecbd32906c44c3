package io.berth.service.sql;

import io.berth.service.runtime.MayBlock;
import io.berth.service.runtime.StartStep;
import io.berth.service.runtime.StartWait;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Waits at start until PostgreSQL answers, before anything that needs it starts. */
@MayBlock("the thread that starts the service")
final class DatabaseStartStep implements StartStep {

  /** Migrations may run in the very first phase. */
  static final int PHASE = Integer.MIN_VALUE + 1;

  private static final Duration ATTEMPT = Duration.ofSeconds(30);

  /** Wrong password, no such database, no such role: nothing that waiting would change. */
  private static final String REFUSED = "28|3D";

  private final ObjectProvider<ConnectionFactory> factories;
  private final Duration limit;

  /**
   * @param factories none in a service without a database
   */
  DatabaseStartStep(ObjectProvider<ConnectionFactory> factories, Duration limit) {
    this.factories = factories;
    this.limit = limit;
  }

  @Override
  public void start() {
    ConnectionFactory connections = factories.getIfUnique();
    if (connections != null) {
      StartWait.until("PostgreSQL", limit, DatabaseStartStep::mayPass, () -> answers(connections));
    }
  }

  private static @Nullable Boolean answers(ConnectionFactory connections) {
    return Mono.usingWhen(
            connections.create(),
            connection -> Mono.from(connection.validate(ValidationDepth.REMOTE)),
            Connection::close)
        .block(ATTEMPT);
  }

  private static boolean mayPass(Throwable failure) {
    for (Throwable cause = Exceptions.unwrap(failure); cause != null; cause = cause.getCause()) {
      if (cause instanceof R2dbcException refused && refused.getSqlState() != null) {
        String kind =
            refused.getSqlState().substring(0, Math.min(2, refused.getSqlState().length()));
        return !kind.matches(REFUSED);
      }
      if (cause instanceof R2dbcException || cause instanceof TimeoutException) {
        return true;
      }
    }
    // What block() throws when an attempt takes too long.
    return failure instanceof IllegalStateException;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
