package io.berth.api.app;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The terms of an app: what it may do, and what it pays for it.
 *
 * @param requiredScopes that players cannot untick; records from before there were any have none
 * @param coins by code
 * @param cutRate commission on user-to-app orders, 0 to 1
 * @param dailyPayoutLimit by coin code; a coin without an entry has none
 */
public record AppPolicy(
    Set<Integer> scopes,
    @Nullable Set<Integer> requiredScopes,
    Set<String> coins,
    BigDecimal cutRate,
    Map<String, BigDecimal> dailyPayoutLimit,
    boolean returnsUncapped,
    boolean requireContentSha1) {
  /** Allows nothing and costs nothing. */
  public static final AppPolicy NONE =
      new AppPolicy(Set.of(), Set.of(), Set.of(), BigDecimal.ZERO, Map.of(), false, false);

  public AppPolicy {
    requiredScopes = Objects.requireNonNullElse(requiredScopes, Set.of());
  }

  @Override
  public Set<Integer> requiredScopes() {
    return Objects.requireNonNull(requiredScopes);
  }
}
