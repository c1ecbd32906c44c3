package io.berth.did.session;

import io.berth.api.Caller;
import io.berth.did.account.OwnChanges;
import io.berth.did.notice.SecurityNotices;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes passwords of people who asked for it themselves, and mails them a notice. */
@Component
public final class PasswordChanges {
  private final SignOuts signOuts;
  private final OwnChanges audited;
  private final SecurityNotices notices;

  PasswordChanges(SignOuts signOuts, OwnChanges audited, SecurityNotices notices) {
    this.signOuts = signOuts;
    this.audited = audited;
    this.notices = notices;
  }

  /** Ends every session and token of the user, as {@link SignOuts#changePassword} does. */
  public Mono<Instant> change(Caller caller, long uid, String hash) {
    return audited
        .with(caller.withUid(uid), uid, "user.password", signOuts.changePassword(uid, hash))
        .doOnNext(_ -> notices.passwordChanged(uid));
  }
}
