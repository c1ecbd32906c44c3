package io.berth.did.launch;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppRecord;
import io.berth.api.launch.ClosingCommand.CloseEmptyApp;
import io.berth.api.launch.Launch;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.launch.LaunchState;
import io.berth.api.launch.LaunchTransitions;
import io.berth.api.launch.LaunchTransitions.Actor;
import io.berth.did.app.AppPublisher;
import io.berth.did.app.AppRecords;
import io.berth.did.app.Approvals;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads and changes the launch states of apps for owners and operators. */
@Component
public final class Launches {
  private static final String STATE = "state";

  private final AppRecords records;
  private final LaunchRows rows;
  private final Testers testers;
  private final Approvals approvals;
  private final HeldDeposits deposits;
  private final AppPublisher publisher;
  private final AuditedChanges audited;

  Launches(
      AppRecords records,
      LaunchRows rows,
      Testers testers,
      Approvals approvals,
      HeldDeposits deposits,
      AppPublisher publisher,
      AuditedChanges audited) {
    this.records = records;
    this.rows = rows;
    this.testers = testers;
    this.approvals = approvals;
    this.deposits = deposits;
    this.publisher = publisher;
    this.audited = audited;
  }

  /** Empty where there is no such app. */
  public Mono<LaunchFound> read(String appId, Actor reader) {
    return records
        .find(appId)
        .flatMap(
            app ->
                Mono.zip(
                        standing(appId),
                        testers.of(appId),
                        rows.link(appId),
                        rows.changes(appId),
                        rows.signs(appId))
                    .map(
                        all -> {
                          Launch launch = app.profile().launch();
                          return new LaunchFound(
                              launch.state(),
                              launch.former(),
                              next(launch, reader, all.getT1()),
                              launch.percent(),
                              all.getT2(),
                              all.getT3().guests(),
                              all.getT3().inForce(),
                              all.getT5().signed(),
                              all.getT5().entered(),
                              all.getT1().agreed,
                              all.getT1().deposited,
                              all.getT4());
                        }));
  }

  /**
   * @param approved whether the app's terms are
   * @param applied whether an application of the app waits for a decision
   * @param agreed whether a version of the app's terms is in force
   * @param deposited whether the deposit that they ask for is held
   */
  private record Standing(boolean approved, boolean applied, boolean agreed, boolean deposited) {}

  private Mono<Standing> standing(String appId) {
    return Mono.zip(
            approvals.of(appId),
            rows.hasApplied(appId),
            rows.hasTerms(appId),
            deposits.isPaid(appId))
        .map(all -> new Standing(all.getT1(), all.getT2(), all.getT3(), all.getT4()));
  }

  /**
   * An app is accepted by approving its terms, applies by sending an application, and is reviewed
   * by deciding about that. It charges nobody before its owner and the platform agreed on terms,
   * and is not open to everybody before the deposit is paid.
   */
  private static List<LaunchState> next(Launch launch, Actor reader, Standing standing) {
    boolean reviewed = launch.state() == LaunchState.APPLIED && standing.applied;
    return LaunchTransitions.next(launch, reader).stream()
        .filter(to -> standing.approved || to != LaunchState.ACCEPTED)
        .filter(to -> standing.agreed || !to.isCharging())
        .filter(to -> standing.deposited || to != LaunchState.LIVE)
        .filter(to -> to != LaunchState.APPLIED)
        .filter(to -> reader == Actor.OWNER || !reviewed || to == LaunchState.CLOSED)
        .toList();
  }

  /**
   * A change of state that somebody asks for.
   *
   * @param from as they read it
   */
  record Change(String appId, LaunchState from, LaunchState to, String reason) {}

  Mono<Outcome> change(Change change, Actor actor, Caller caller) {
    if (change.to == LaunchState.CLOSED) {
      return Mono.just(Invalid.of(STATE, "not-allowed"));
    }
    return records
        .lock(change.appId)
        .zipWhen(app -> standing(app.appId()))
        .flatMap(both -> change(both.getT1(), both.getT2(), change, actor, caller))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN))
        .as(audited::transactional);
  }

  /** Changes the state as the app's application asks for or an operator decides about it. */
  public Mono<Outcome> move(String appId, LaunchState to, String reason, Caller caller) {
    return records
        .lock(appId)
        .flatMap(app -> write(app.profile().launch().state(), to, appId, reason, caller))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN));
  }

  /** For pay-service, which has seen that the app has no money. */
  Mono<Outcome> close(CloseEmptyApp close, String requestId) {
    Caller operator =
        Caller.of(Caller.Kind.CONSOLE, requestId)
            .withUid(close.operator())
            .withAddress(close.address());
    return records
        .lock(close.app())
        .flatMap(
            app ->
                change(
                    app,
                    new Standing(true, false, true, true),
                    new Change(
                        close.app(),
                        app.profile().launch().state(),
                        LaunchState.CLOSED,
                        close.reason()),
                    Actor.OPERATOR,
                    operator))
        .defaultIfEmpty(Invalid.of("app", "unknown"))
        .as(audited::transactional);
  }

  private Mono<Outcome> change(
      AppRecord app, Standing standing, Change change, Actor actor, Caller caller) {
    Launch launch = app.profile().launch();
    if (launch.state() != change.from) {
      return Mono.just(Invalid.of(STATE, "changed"));
    } else if (!next(launch, actor, standing).contains(change.to)) {
      return Mono.just(Invalid.of(STATE, "not-allowed"));
    }
    return write(change.from, change.to, change.appId, change.reason, caller);
  }

  private Mono<Outcome> write(
      LaunchState from, LaunchState to, String appId, String reason, Caller caller) {
    return audited.write(
        caller,
        new Action("app.state", "app/" + appId, reason, Map.of(STATE, from + " → " + to)),
        rows.change(appId, to, reason.strip())
            .then(publisher.publish(appId))
            .thenReturn(new Outcome.Done()));
  }
}
