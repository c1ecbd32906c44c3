package io.berth.service.sql;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/** Columns of rows. */
public final class Rows {

  private Rows() {}

  /**
   * A column that is never null.
   *
   * @throws NullPointerException naming the column, if it is
   */
  public static <T> T value(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }
}
