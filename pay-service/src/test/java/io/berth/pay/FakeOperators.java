package io.berth.pay;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.FourEyesCommand;
import io.berth.api.change.FourEyesCommand.AskFourEyes;
import io.berth.api.change.FourEyesCommand.CheckConfirmer;
import io.berth.api.change.FourEyesCommand.TellOperators;
import io.berth.api.change.PendingChange;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Operators as did-service would tell of them; many of good standing unless a test says more. */
public final class FakeOperators {
  /** Who may not confirm anything yet. */
  public final Set<Long> tooNew = ConcurrentHashMap.newKeySet();

  /** Uids that every operator has to do with. */
  public final Set<Long> tied = ConcurrentHashMap.newKeySet();

  /** Whose account is older than a day. */
  public final Set<Long> old = ConcurrentHashMap.newKeySet();

  /** Who does not act as an operator any more. */
  public final Set<Long> gone = ConcurrentHashMap.newKeySet();

  public final Queue<PendingChange> told = new ConcurrentLinkedQueue<>();
  public volatile boolean alone;
  public volatile long waitSeconds = 86_400;

  void forgets() {
    alone = false;
    waitSeconds = 86_400;
  }

  Outcome answer(FourEyesCommand command) {
    return switch (command) {
      case AskFourEyes(Long requester, Long payee) ->
          new ChangeOutcome.FourEyes(
              alone,
              waitSeconds,
              requester != null && !gone.contains(requester),
              payee != null && (Objects.equals(requester, payee) || tied.contains(payee)),
              payee == null || !old.contains(payee));
      case CheckConfirmer check ->
          Objects.equals(check.requester(), check.confirmer()) || tooNew.contains(check.confirmer())
              ? Outcome.Refusal.of(ErrorCode.NO_PERMISSION)
              : new Outcome.Done();
      case TellOperators tell -> {
        told.addAll(tell.changes());
        yield new Outcome.Done();
      }
    };
  }
}
