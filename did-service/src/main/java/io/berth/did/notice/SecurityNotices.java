package io.berth.did.notice;

import io.berth.api.Realm;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.mail.Mails;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.service.runtime.PlatformProperties;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.util.retry.Retry;

/**
 * Mails people what happened to the security of their account, in their language. Nothing waits for
 * these mails, and nobody can turn them off.
 */
@Component
public final class SecurityNotices {
  private static final int PER_HOUR = 20;
  private static final Retry RETRY = Retry.backoff(3, Duration.ofSeconds(5));

  private final Accounts accounts;
  private final Throttles throttles;
  private final Mails mails;
  private final PlatformProperties platform;

  SecurityNotices(
      Accounts accounts, Throttles throttles, Mails mails, PlatformProperties platform) {
    this.accounts = accounts;
    this.throttles = throttles;
    this.mails = mails;
    this.platform = platform;
  }

  /**
   * Signed in where nobody has signed in to this account yet.
   *
   * @param browser null where it is not known
   * @param system null where it is not known
   * @param addressPrefix approximate address
   */
  public record NewDevice(
      @Nullable String browser, @Nullable String system, String addressPrefix) {}

  public void newDevice(long uid, NewDevice device) {
    send(
        uid,
        "device",
        Objects.requireNonNullElse(device.browser, "–"),
        Objects.requireNonNullElse(device.system, "–"),
        device.addressPrefix,
        page(uid, "/sessions"));
  }

  public void passwordChanged(long uid) {
    send(uid, "password", page(uid, "/reset"));
  }

  public void payPasswordChanged(long uid) {
    send(uid, "pay-password", page(uid, "/pay-password"));
  }

  public void secondFactorSet(long uid) {
    send(uid, "factor-set", page(uid, "/second-factor"));
  }

  public void secondFactorRemoved(long uid) {
    send(uid, "factor-removed", page(uid, "/second-factor"));
  }

  public void passkeyAdded(long uid, String name) {
    send(uid, "passkey-added", name, page(uid, "/passkeys"));
  }

  public void passkeyRemoved(long uid) {
    send(uid, "passkey-removed", page(uid, "/passkeys"));
  }

  /**
   * Tells the former address of an account.
   *
   * @param token takes the change back
   */
  public void addressChanged(Account former, String token) {
    send(
        former.uid(),
        "address-changed",
        _ -> former,
        page(former.uid(), "/address/undo?token=" + token));
  }

  private String page(long uid, String path) {
    return platform.origin(Realm.of(uid)) + "/account" + path;
  }

  private void send(long uid, String kind, Object... arguments) {
    send(uid, kind, UnaryOperator.identity(), arguments);
  }

  /**
   * Kinds are counted apart: many of one must not keep another from the owner.
   *
   * @param reader who is mailed, by the account as it is
   */
  private void send(long uid, String kind, UnaryOperator<Account> reader, Object... arguments) {
    mails.sendLater(
        throttles
            .take(new Limit("notice/" + kind + "/" + uid, PER_HOUR, Duration.ofHours(1)))
            .filter(free -> free)
            .flatMap(_ -> accounts.find(uid))
            .map(reader)
            .flatMap(
                person ->
                    mails
                        .account(
                            person.login(),
                            Objects.requireNonNullElse(person.language(), "en"),
                            kind,
                            arguments)
                        .retryWhen(RETRY)));
  }
}
