package io.berth.api.app;

import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions of the gateway and its reports about people in the console and keys of apps. */
public sealed interface AccessCommand extends DidCommand {

  /**
   * For the gateway: what the person of a session may do in the console. Answers {@link
   * Outcome.Access}, or refuses with {@link ErrorCode#SESSION_UNKNOWN}.
   *
   * @param appId null where no app is concerned
   * @param companyId null where no company is concerned
   */
  record ResolveAccess(
      long uid, String sessionId, @Nullable String appId, @Nullable String companyId)
      implements AccessCommand {}

  /**
   * From the gateway: the keys that were used since its last report. Answers {@link Outcome.Done}.
   */
  record ReportKeyUses(List<KeyUse> uses) implements AccessCommand {}

  /**
   * @param key an access key, or the name of a dialect's secret
   * @param from client address
   */
  record KeyUse(String appId, String key, Instant at, String from) {}
}
