package io.berth.console.order;

import io.berth.api.delivery.Delivery;
import io.berth.api.order.Order;
import io.berth.api.order.OrderOutcome.Event;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.api.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Merges the events that two services know of an order, by time. */
final class Timeline {

  private static final Duration SOON = Duration.ofMinutes(2);

  private final OrderLife life;
  private final List<Delivery> rounds;
  private final Instant now;

  Timeline(OrderLife life, List<Delivery> rounds, Instant now) {
    this.life = life;
    this.rounds = rounds;
    this.now = now;
  }

  List<TimelineEvent> events() {
    List<TimelineEvent> all = new ArrayList<>();
    Order order = life.order();
    all.add(TimelineEvent.of(order.createdAt(), "created", ""));
    add(all, life.openedAt(), "opened");
    add(all, life.codeMailedAt(), "code-mailed");
    addPayment(all, order);
    life.events().forEach(event -> event(all, event));
    rounds.forEach(round -> round(all, round));
    life.returns().forEach(back -> all.add(related(back, "returned")));
    if (order.status() == OrderStatus.PENDING && life.expiresAt() != null) {
      all.add(TimelineEvent.of(life.expiresAt(), "expires", "next"));
    }
    // The sort is stable: events of the same instant keep their order.
    all.sort(Comparator.comparing(TimelineEvent::at));
    return all;
  }

  private void addPayment(List<TimelineEvent> all, Order order) {
    if (order.status() == OrderStatus.PAID && order.settledAt() != null) {
      TimelineEvent paid = related(life.original(), order.settledAt(), "paid", "good");
      all.add(paid);
      if (!life.postings().isEmpty()) {
        all.add(new TimelineEvent(order.settledAt(), "posted", "", 0, life.postings(), null, null));
      }
    } else if (order.status() != OrderStatus.PENDING) {
      String kind = order.status().name().toLowerCase(Locale.ROOT);
      Instant at =
          life.events().isEmpty()
              ? (life.expiresAt() == null ? order.createdAt() : life.expiresAt())
              : life.events().getFirst().at();
      all.add(TimelineEvent.of(at, kind, "bad"));
    }
  }

  private static void event(List<TimelineEvent> all, Event event) {
    all.add(TimelineEvent.of(event.at(), "event", event.version()));
    if (event.publishedAt() != null) {
      all.add(TimelineEvent.of(event.publishedAt(), "published", event.version()));
    }
  }

  private static void round(List<TimelineEvent> all, Delivery round) {
    if (round.again()) {
      all.add(TimelineEvent.of(round.createdAt(), "again", ""));
    }
    for (Delivery.Attempt attempt : round.attempts().reversed()) {
      all.add(attempt(attempt));
    }
    switch (round.state()) {
      case PENDING -> add(all, round.nextAt(), "next");
      case GIVEN_UP -> add(all, round.finishedAt(), "given-up");
      case NOT_WANTED -> add(all, round.finishedAt(), "not-wanted");
      case DELIVERED, SUPERSEDED -> {}
    }
  }

  private static TimelineEvent attempt(Delivery.Attempt attempt) {
    String tone =
        attempt.result() == null ? "next" : attempt.result().acknowledged() ? "good" : "bad";
    return new TimelineEvent(
        attempt.startedAt(), "attempt", tone, attempt.number(), List.of(), attempt, null);
  }

  private static TimelineEvent related(Order order, String kind) {
    return related(order, order.createdAt(), kind, "");
  }

  private static TimelineEvent related(
      @Nullable Order order, Instant at, String kind, String tone) {
    return new TimelineEvent(at, kind, tone, 0, List.of(), null, order);
  }

  private static void add(List<TimelineEvent> all, @Nullable Instant at, String kind) {
    if (at != null) {
      all.add(TimelineEvent.of(at, kind, kind.equals("next") ? "next" : ""));
    }
  }

  /** The htmx polling interval; null where no more events are expected. */
  @Nullable String poll() {
    boolean calling = rounds.stream().anyMatch(Timeline::isCalling);
    boolean young =
        life.order().status() == OrderStatus.PAID
            && rounds.isEmpty()
            && life.order().createdAt().isAfter(now.minus(SOON));
    if (calling || young || rounds.stream().anyMatch(this::isSoon)) {
      return "1s";
    }
    boolean open =
        life.order().status() == OrderStatus.PENDING
            || rounds.stream().anyMatch(round -> round.state() == Delivery.State.PENDING);
    return open ? "5s" : null;
  }

  private boolean isSoon(Delivery round) {
    return round.nextAt() != null && round.nextAt().isBefore(now.plus(SOON));
  }

  private static boolean isCalling(Delivery round) {
    return round.state() == Delivery.State.PENDING
        && (round.nextAt() == null
            || (!round.attempts().isEmpty() && round.attempts().getFirst().result() == null));
  }
}
