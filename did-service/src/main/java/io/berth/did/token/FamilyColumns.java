package io.berth.did.token;

import static io.berth.service.sql.Rows.value;

import io.berth.did.token.TokenFamilies.Family;
import io.berth.did.token.TokenFamilies.FamilyUser;
import io.berth.did.token.TokenFamilies.Grant;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Translates batches to the arrays of database functions, and rows to families. */
final class FamilyColumns {
  private FamilyColumns() {}

  static <T> String[] texts(List<T> all, Function<T, @Nullable String> value) {
    return all.stream().map(value).toArray(String[]::new);
  }

  /** In hex: the driver knows no arrays of bytes. */
  static <T> String[] hashes(List<T> all, Function<T, byte[]> value) {
    return texts(all, one -> HexFormat.of().formatHex(value.apply(one)));
  }

  static <T> Long[] seconds(List<T> all, Function<T, Duration> value) {
    return all.stream().map(one -> value.apply(one).toSeconds()).toArray(Long[]::new);
  }

  /** The request that a row belongs to. */
  static <T> T placed(List<T> all, Readable row) {
    return all.get(Math.toIntExact(value(row, "place", Long.class)) - 1);
  }

  static Family family(String family, String appId, Readable row) {
    return new Family(
        family,
        appId,
        new FamilyUser(
            value(row, "uid", Long.class),
            value(row, "open_id", String.class),
            value(row, "union_id", String.class)),
        value(row, "device", String.class),
        new Grant(
            Arrays.stream(value(row, "scopes", Integer[].class)).sorted().toList(),
            value(row, "may_pay_openly", Boolean.class)),
        value(row, "valid_from", Instant.class),
        value(row, "refresh_expires_at", Instant.class));
  }
}
