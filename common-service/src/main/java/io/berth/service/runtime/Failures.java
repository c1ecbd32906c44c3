package io.berth.service.runtime;

import io.berth.api.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells an unavailable database, an overload and a mistake of ours apart. */
public final class Failures {
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

  /** By name, to depend on nothing that depends on this. */
  private static final Set<String> OF_OVERLOAD =
      Set.of(
          "io.berth.service.kafka.publisher.PublishingRefused",
          "io.berth.service.command.ServiceConnection$Full",
          "reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException");

  /** Of what is on the other side of the network, beside those of the database. */
  private static final Set<String> OF_THE_NETWORK =
      Set.of(
          "io.netty.channel.ChannelException",
          "reactor.netty.channel.AbortedException",
          "org.apache.kafka.common.errors.RetriableException",
          "org.apache.kafka.common.errors.WakeupException");

  private Failures() {}

  public static ErrorCode code(Throwable failure) {
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

  /**
   * Whether it is what happens while something that this service needs is away: nothing is wrong
   * with the request or the code, and the same may succeed later.
   */
  public static boolean isOutage(Throwable failure) {
    return code(failure) != ErrorCode.INTERNAL;
  }

  private static @Nullable ErrorCode own(Throwable failure) {
    if (failure instanceof RejectedExecutionException || is(failure, OF_OVERLOAD)) {
      return ErrorCode.TOO_FREQUENT;
    }
    if (is(failure, OF_THE_DATABASE)) {
      return ErrorCode.DATABASE;
    }
    if (failure instanceof TimeoutException) {
      return ErrorCode.TIMEOUT;
    }
    return is(failure, OF_THE_NETWORK) || failure instanceof IOException && !isOfFiles(failure)
        ? ErrorCode.NETWORK
        : null;
  }

  private static boolean isOfFiles(Throwable failure) {
    return failure instanceof FileSystemException
        || failure instanceof FileNotFoundException
        || failure instanceof CharacterCodingException;
  }

  private static boolean is(Throwable failure, Set<String> types) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      if (types.contains(type.getName())) {
        return true;
      }
    }
    return false;
  }
}
