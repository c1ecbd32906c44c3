package io.berth.callback.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.callback.endpoint.Endpoints.Change;
import io.berth.callback.endpoint.Endpoints.Report;
import io.berth.callback.endpoint.Endpoints.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndpointsTests {

  private static final Duration OPEN = Duration.ofSeconds(10);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may wrap around
  private final Endpoints endpoints = new Endpoints(2, 3, OPEN, clock::get);
  private final Endpoint merchant = new Endpoint("game", "https://merchant.example");

  @Test
  void boundsCallsOnTheirWay() {
    assertThat(ask()).isInstanceOf(Permission.Granted.class);
    assertThat(ask()).isInstanceOf(Permission.Granted.class);
    assertThat(ask()).isInstanceOf(Permission.Postponed.class);

    endpoints.report(merchant, Report.ANSWERED);
    assertThat(ask()).isInstanceOf(Permission.Granted.class);
  }

  @Test
  void opensAfterSilenceInARowAndProbesLater() {
    fail(3);
    assertThat(ask()).isEqualTo(new Permission.Postponed(OPEN));

    pass(OPEN);
    assertThat(endpoints.states()).isEqualTo(Map.of(State.HALF_OPEN, 1));
    assertThat(ask()).as("one probe").isInstanceOf(Permission.Granted.class);
    assertThat(ask()).as("only one").isInstanceOf(Permission.Postponed.class);

    endpoints.report(merchant, Report.UNANSWERED);
    assertThat(ask()).as("open again").isEqualTo(new Permission.Postponed(OPEN));

    pass(OPEN);
    ask();
    endpoints.report(merchant, Report.ANSWERED);
    assertThat(endpoints.states()).as("forgotten").isEmpty();
    assertThat(ask()).isInstanceOf(Permission.Granted.class);
  }

  @Test
  void tellsOfBreakersThatOpenAndClose() {
    fail(2);
    assertThat(endpoints.takeChanges()).isEmpty();
    fail(1);
    assertThat(endpoints.takeChanges()).containsExactly(new Change(merchant, OPEN));
    assertThat(endpoints.takeChanges()).as("told already").isEmpty();

    pass(OPEN);
    ask();
    endpoints.report(merchant, Report.ANSWERED);
    List<Change> closed = endpoints.takeChanges();
    assertThat(closed).containsExactly(new Change(merchant, null));
    endpoints.putBack(closed);
    assertThat(endpoints.takeChanges()).isEqualTo(closed);
  }

  @Test
  void staysClosedWhileResponsesComeBetween() {
    fail(2);
    ask();
    endpoints.report(merchant, Report.ANSWERED);
    fail(2);
    assertThat(ask()).isInstanceOf(Permission.Granted.class);
  }

  @Test
  void letsAnInsistingCallThroughAnOpenBreaker() {
    fail(3);
    assertThat(endpoints.ask(merchant, true)).isInstanceOf(Permission.Granted.class);
    endpoints.report(merchant, Report.ANSWERED);
    assertThat(ask()).isInstanceOf(Permission.Granted.class);
  }

  @Test
  void keepsAppsApartThatShareAServer() {
    fail(3);
    assertThat(endpoints.ask(new Endpoint("other", merchant.origin()), false))
        .isInstanceOf(Permission.Granted.class);
  }

  @Test
  void forgetsWhatNobodyCalls() {
    fail(3);
    pass(Duration.ofMinutes(11));
    endpoints.forgetIdle();
    assertThat(endpoints.states()).isEmpty();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(ask()).isInstanceOf(Permission.Granted.class);
      endpoints.report(merchant, Report.UNANSWERED);
    }
  }

  private Permission ask() {
    return endpoints.ask(merchant, false);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
