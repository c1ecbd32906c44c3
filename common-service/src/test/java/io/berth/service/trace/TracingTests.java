package io.berth.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.service.trace.ServedSpan.Kind;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests which requests are traced, and where their spans belong; stories test the export. */
class TracingTests {

  /** Nobody listens there, and nothing is sent. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/v1/traces");

  private static final String REQUEST = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String ROOT = "a3ce929d0e0e4736";

  private static Tracing tracing(double sampling, boolean toMerchants) {
    return new Tracing(new TracingProperties(NOBODY, sampling, toMerchants), "test");
  }

  @Test
  void aTraceBeginsAtTheEdgeAndEverythingElseHangsBelowWithoutBeingTold() {
    try (Tracing tracing = tracing(1, false)) {
      assertThat(tracing.edge(REQUEST)).isEqualTo(new ServedSpan(REQUEST, ROOT, null, Kind.SERVER));
      for (ServedSpan below :
          List.of(
              tracing.later(REQUEST, Kind.CLIENT),
              tracing.command(Caller.of(Caller.Kind.SERVER, REQUEST)))) {
        assertThat(below.traceId()).isEqualTo(REQUEST);
        assertThat(below.parentId()).isEqualTo(ROOT);
        assertThat(below.id()).matches("[0-9a-f]{16}").isNotEqualTo(ROOT);
      }
    }
  }

  @Test
  void aCommandOfAServiceHangsBelowTheSpanThatItIsSentInOrBeginsATrace() {
    Caller service = Caller.of(Caller.Kind.SERVICE, REQUEST);
    try (Tracing tracing = tracing(1, false)) {
      assertThat(tracing.command(service.withSpanId("00f067aa0ba902b7")))
          .extracting(ServedSpan::parentId)
          .isEqualTo("00f067aa0ba902b7");
      assertThat(tracing.command(service)).isEqualTo(tracing.edge(REQUEST));
    }
  }

  @Test
  void everyServiceComesToTheSameDecisionAboutTheSameShareOfRequests() {
    List<String> requests = Stream.generate(RequestId::fresh).limit(20_000).toList();
    try (Tracing gateway = tracing(0.25, false);
        Tracing pay = tracing(0.25, true)) {
      List<String> traced = requests.stream().filter(id -> gateway.edge(id) != null).toList();
      assertThat(traced)
          .isEqualTo(requests.stream().filter(id -> pay.later(id, Kind.SERVER) != null).toList())
          .hasSizeBetween(4_500, 5_500);
    }
  }

  @Test
  void whatNoRequestHasCausedIsNotTraced() {
    try (Tracing tracing = tracing(1, true)) {
      for (String id : List.of(RequestId.ofTask("expiry"), REQUEST.toUpperCase(Locale.ROOT), "x")) {
        assertThat(tracing.edge(id)).isNull();
        assertThat(tracing.forMerchant(id)).isNull();
      }
    }
  }

  @Test
  void nothingIsTracedWithoutACollectorOrWithNoShare() {
    try (Tracing nowhere = new Tracing(new TracingProperties(null, 1, true), "test");
        Tracing none = tracing(0, true)) {
      assertThat(nowhere.edge(REQUEST)).isNull();
      assertThat(none.edge(REQUEST)).isNull();
      assertThat(none.forMerchant(REQUEST)).isNull();
    }
  }

  @Test
  void merchantsAreToldWhereThatIsWanted() {
    try (Tracing silent = tracing(1, false);
        Tracing open = tracing(1, true)) {
      assertThat(silent.forMerchant(REQUEST)).isNull();
      assertThat(open.forMerchant(REQUEST)).isEqualTo("00-" + REQUEST + "-" + ROOT + "-01");
    }
  }
}
