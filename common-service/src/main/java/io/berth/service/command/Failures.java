package io.berth.service.command;

import io.berth.api.ErrorCode;
import io.berth.service.kafka.PublishingRefused;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells an unavailable database, an overload and a mistake of ours apart. */
final class Failures {
  private static final int DEEPEST = 16;

  /** By name, because services without a database do not have these classes. */
  private static final Set<String> OF_THE_DATABASE =
      Set.of(
          "io.r2dbc.spi.R2dbcNonTransientResourceException",
          "io.r2dbc.spi.R2dbcTransientException",
          "io.r2dbc.spi.R2dbcTimeoutException",
          "org.springframework.dao.DataAccessResourceFailureException",
          "org.springframework.dao.NonTransientDataAccessResourceException",
          "org.springframework.dao.TransientDataAccessException",
          "org.springframework.transaction.TransactionException");

  private Failures() {}

  static ErrorCode code(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause()) {
      ErrorCode code = own(cause);
      if (code != null) {
        return code;
      }
      depth++;
    }
    return ErrorCode.INTERNAL;
  }

  private static @Nullable ErrorCode own(Throwable failure) {
    if (failure instanceof PublishingRefused || failure instanceof RejectedExecutionException) {
      return ErrorCode.TOO_FREQUENT;
    }
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      if (OF_THE_DATABASE.contains(type.getName())) {
        return ErrorCode.DATABASE;
      }
    }
    return failure instanceof TimeoutException ? ErrorCode.TIMEOUT : null;
  }
}
