package io.berth.callback;

import io.berth.api.CallbackCommand;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.delivery.DeliveryCommand;
import io.berth.api.delivery.DeliveryOutcome;
import io.berth.api.delivery.DrillCommand;
import io.berth.callback.drill.Drills;
import io.berth.callback.drill.TestCallbacks;
import io.berth.callback.inquiry.CallbackOverviews;
import io.berth.callback.inquiry.DeliverySearch;
import io.berth.callback.resend.Resends;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.service.command.CommandDispatcher;
import io.berth.service.outbound.TargetCheck;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers people; the command endpoint has checked that they may. Whatever they ask, it is about
 * the app that the gateway vouches for, never about one that a command names.
 */
@Component
class CallbackCommands implements CommandDispatcher {

  private final Apps apps;
  private final Dialects dialects;
  private final DeliverySearch search;
  private final CallbackOverviews overviews;
  private final Resends resends;
  private final TestCallbacks tests;
  private final Drills drills;
  private final TargetCheck targets;

  CallbackCommands(
      Apps apps,
      Dialects dialects,
      DeliverySearch search,
      CallbackOverviews overviews,
      Resends resends,
      TestCallbacks tests,
      Drills drills,
      TargetCheck targets) {
    this.apps = apps;
    this.dialects = dialects;
    this.search = search;
    this.overviews = overviews;
    this.resends = resends;
    this.tests = tests;
    this.drills = drills;
    this.targets = targets;
  }

  @Override
  public Mono<Outcome> handle(Command command, Caller caller) {
    return switch (command) {
      case CallbackCommand asked -> answer(asked, caller);
      default -> Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "this is another service's"));
    };
  }

  private Mono<Outcome> answer(CallbackCommand command, Caller caller) {
    App app = caller.appId() == null ? null : apps.find(caller.appId());
    Dialect dialect = app == null ? null : dialects.byId(app.dialect());
    if (app == null || dialect == null) {
      // While apps are still being read, one that is not found may well exist.
      ErrorCode code = apps.isComplete() ? ErrorCode.APP_UNKNOWN : ErrorCode.TIMEOUT;
      return Mono.just(Refusal.of(code));
    }
    return switch (command) {
      case DeliveryCommand asked -> answer(asked, app, dialect, caller.requestId());
      case DrillCommand.StartDrill(String url) ->
          drills.start(app, dialect, url, caller.requestId());
      case DrillCommand.ReadDrill(Long id) -> drills.read(app, dialect, id);
      default -> throw new IllegalArgumentException(command.toString());
    };
  }

  private Mono<Outcome> answer(
      DeliveryCommand command, App app, Dialect dialect, String requestId) {
    return switch (command) {
      case DeliveryCommand.CheckTarget(String url) -> Mono.just(check(url));
      case DeliveryCommand.CountWaiting _ -> overviews.waiting(app.appId()).cast(Outcome.class);
      case DeliveryCommand.ReadCallbackOverview _ ->
          overviews.overview(app, dialect.callbacks()).cast(Outcome.class);
      case DeliveryCommand.ReadDeliveries(long orderId) ->
          search
              .ofOrder(app.appId(), orderId, dialect.callbacks().acknowledgement())
              .cast(Outcome.class);
      case DeliveryCommand.SearchDeliveries asked ->
          search
              .search(app.appId(), asked, dialect.callbacks().acknowledgement())
              .cast(Outcome.class);
      case DeliveryCommand.ResendCallbacks(List<Long> orderIds) ->
          resend(app.appId(), orderIds, requestId);
      case DeliveryCommand.ResendFailed failed ->
          resends
              .failed(app.appId(), failed.since(), requestId)
              .map(begun -> new DeliveryOutcome.Resent(begun.rounds(), 0, begun.more()));
      case DeliveryCommand.SendTestCallback(String url) -> tests.send(app, dialect, url, requestId);
    };
  }

  private Outcome check(String url) {
    Invalid problem = targets.problem("callback_url", url);
    return problem == null ? new Outcome.Done() : problem;
  }

  private Mono<Outcome> resend(String appId, List<Long> orderIds, String requestId) {
    List<Long> orders = orderIds.stream().distinct().toList();
    if (orders.isEmpty() || orders.size() > DeliveryCommand.MOST_ORDERS) {
      return Mono.just(
          Refusal.of(ErrorCode.BAD_PARAMETER, "1 to " + DeliveryCommand.MOST_ORDERS + " orders"));
    }
    return resends
        .orders(appId, orders, requestId)
        .map(
            begun ->
                new DeliveryOutcome.Resent(begun.rounds(), orders.size() - begun.rounds(), false));
  }
}
