package io.berth.api.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.api.ErrorCode;
import io.berth.api.launch.Launch;
import io.berth.api.launch.LaunchState;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State and names of an app.
 *
 * @param version ascends per app; older ones are ignored
 * @param enabled whether {@code launch} is an open state: all that services of the release before
 *     read of it
 * @param name by language tag
 * @param launch records from before launch states have none: they are live, or suspended
 */
public record AppProfile(
    long version,
    boolean enabled,
    Map<String, String> name,
    @JsonUnwrapped AppCompany company,
    @Nullable Launch launch) {

  public AppProfile {
    if (launch == null) {
      launch = Launch.of(enabled ? LaunchState.LIVE : LaunchState.SUSPENDED);
    }
    enabled = launch.state().isOpen();
  }

  /** Live, or suspended. */
  public AppProfile(long version, boolean enabled, Map<String, String> name, AppCompany company) {
    this(version, enabled, name, company, null);
  }

  public AppProfile(long version, Launch launch, Map<String, String> name, AppCompany company) {
    this(version, launch.state().isOpen(), name, company, launch);
  }

  @Override
  public Launch launch() {
    return Objects.requireNonNull(launch);
  }

  /** Code by which every request about the app is refused; null where there is no reason to. */
  public @Nullable ErrorCode refusal() {
    ErrorCode refusal = launch().state().refusal();
    return refusal != null || company.enabled() ? refusal : ErrorCode.COMPANY_DISABLED;
  }

  /** The same in another state. */
  public AppProfile withLaunch(Launch other) {
    return new AppProfile(version, other, name, company);
  }
}
