package io.berth.service.sql;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/**
 * Tells data that PostgreSQL cannot hold from mistakes in statements: a NUL in a text, a date or a
 * number out of range, a key too long for an index. A stranger can send all of them.
 */
public final class RefusedData {

  private static final int DEEPEST = 16;
  private static final String DATA_EXCEPTION = "22";
  private static final String PROGRAM_LIMIT_EXCEEDED = "54000";

  private RefusedData() {}

  public static boolean isCauseOf(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause()) {
      // By name first: services without a database do not have the class.
      if (cause.getClass().getName().startsWith("io.r2dbc.") && OfDriver.refuses(cause)) {
        return true;
      }
      depth++;
    }
    return false;
  }

  private static final class OfDriver {

    static boolean refuses(Throwable failure) {
      return failure instanceof R2dbcException known && refuses(known.getSqlState());
    }

    private static boolean refuses(@Nullable String state) {
      return state != null
          && (state.startsWith(DATA_EXCEPTION) || state.equals(PROGRAM_LIMIT_EXCEEDED));
    }
  }
}
