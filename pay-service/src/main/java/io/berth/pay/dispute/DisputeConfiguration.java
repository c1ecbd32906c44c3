package io.berth.pay.dispute;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.dispute.Dispute;
import io.berth.api.dispute.DisputeCommand.AnswerDispute;
import io.berth.api.dispute.DisputeCommand.DecideDispute;
import io.berth.api.dispute.DisputeCommand.OperateDispute;
import io.berth.api.dispute.DisputeCommand.OperateDisputes;
import io.berth.api.dispute.DisputeCommand.ReadDispute;
import io.berth.api.dispute.DisputeCommand.ReadDisputes;
import io.berth.api.dispute.DisputeCommand.ReadOrderDisputes;
import io.berth.api.dispute.DisputeCommand.RefundDispute;
import io.berth.api.dispute.DisputeOutcome.DisputeFound;
import io.berth.api.dispute.DisputeOutcome.DisputeList;
import io.berth.pay.refund.RefundNotices;
import io.berth.service.command.CommandHandlers;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handles commands about disputes; the command endpoint has checked their permission. */
@Configuration(proxyBeanMethods = false)
class DisputeConfiguration {
  private static final int PAGE = 50;
  private static final Duration LOOK = Duration.ofMinutes(1);

  @Bean
  CommandHandlers disputeHandlers(Disputes disputes, DisputeDecisions decisions) {
    return CommandHandlers.builder()
        .on(
            ReadDisputes.class,
            (read, caller) ->
                list(
                    disputes.ofApp(
                        Objects.requireNonNull(caller.appId()),
                        read.open(),
                        before(read.before()),
                        PAGE + 1)))
        .on(
            ReadOrderDisputes.class,
            (read, caller) ->
                disputes
                    .ofOrder(read.orderId())
                    .flatMapIterable(found -> found)
                    .filter(dispute -> dispute.appId().equals(caller.appId()))
                    .as(DisputeConfiguration::list))
        .on(
            ReadDispute.class,
            (read, caller) ->
                found(
                    disputes
                        .find(read.id())
                        .filter(dispute -> dispute.appId().equals(caller.appId())),
                    disputes))
        .on(AnswerDispute.class, decisions::answer)
        .on(RefundDispute.class, decisions::refund)
        .on(
            OperateDisputes.class,
            (read, _) -> list(disputes.ofAll(read.waiting(), before(read.before()), PAGE + 1)))
        .on(OperateDispute.class, (read, _) -> found(disputes.find(read.id()), disputes))
        .on(DecideDispute.class, decisions::decide)
        .build();
  }

  private static long before(@Nullable Long before) {
    return before == null ? Long.MAX_VALUE : before;
  }

  private static Mono<Outcome> list(Flux<Dispute> found) {
    return found
        .collectList()
        .map(
            all ->
                new DisputeList(
                    List.copyOf(all.subList(0, Math.min(all.size(), PAGE))), all.size() > PAGE));
  }

  private static Mono<Outcome> found(Mono<Dispute> found, Disputes disputes) {
    return found
        .flatMap(
            dispute ->
                disputes
                    .refundable(dispute.orderId())
                    .<Outcome>map(rest -> new DisputeFound(dispute, rest)))
        .defaultIfEmpty(Invalid.of("dispute", "unknown"));
  }

  /** Refunds by a merchant's server wait for the next look: their load must not become ours. */
  @Bean
  Repeating disputeSchedule(
      DisputeDecisions decisions, DisputeNotices notices, RefundNotices refunds) {
    return Repeating.onSignals(
        "disputes", LOOK, Flux.merge(notices.signals(), refunds.refunds()), decisions::round);
  }
}
