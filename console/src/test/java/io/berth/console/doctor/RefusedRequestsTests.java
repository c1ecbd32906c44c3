package io.berth.console.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.Mistake;
import io.berth.api.doctor.RefusedSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusedRequestsTests {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private Instant now = NOW;
  private final RefusalTotals totals = new RefusalTotals(3, () -> now);
  private final RefusedRequests refusals = new RefusedRequests(3, 5, () -> now, totals);

  static RefusedSignature refused(String appId, String requestId, Instant at) {
    return new RefusedSignature(
        appId,
        requestId,
        at,
        "POST",
        "/api/v1/login/do/",
        ErrorCode.SIGNATURE_WRONG,
        "POST\n\n\n\n/api/v1/login/do/",
        "sign",
        Map.of(),
        "127.0.0.1",
        Diagnosis.of(Mistake.UNEXPLAINED, ""));
  }

  private void add(String appId, String... requestIds) {
    for (String requestId : requestIds) {
      refusals.add(refused(appId, requestId, now));
      now = now.plusSeconds(1);
    }
  }

  private List<String> of(String appId) {
    return refusals.of(appId, "").stream().map(RefusedSignature::requestId).toList();
  }

  @Test
  void newestComeFirstAndOldOnesGo() {
    add("a", "1", "2", "3", "4");
    assertThat(of("a")).containsExactly("4", "3", "2");
    now = NOW.plus(Duration.ofHours(24)).plusSeconds(2);
    assertThat(of("a")).containsExactly("4", "3");
    refusals.add(refused("a", "late", NOW));
    assertThat(of("a")).doesNotContain("late");
  }

  @Test
  void aReplayedRefusalDisplacesNoOther() {
    add("a", "1", "2");
    for (int i = 0; i < 5; i++) {
      refusals.add(refused("a", "2", NOW.plusSeconds(1)));
    }
    assertThat(of("a")).containsExactly("2", "1");
  }

  @Test
  void theQuietestAppIsForgottenFirst() {
    add("quiet", "1", "2");
    add("busy", "3", "4", "5");
    refusals.of("quiet", "");
    add("third", "6");
    assertThat(of("quiet")).containsExactly("2");
    add("third", "7");
    assertThat(of("quiet")).isEmpty();
    assertThat(of("busy")).hasSize(3);
  }

  @Test
  void countersAreBoundedAndThoseOfOldHoursMakeRoom() {
    add("a", "1", "2");
    add("b", "3");
    add("c", "4");
    add("d", "5");
    add("a", "6");
    assertThat(counted()).isEqualTo(5);
    now = NOW.plus(Duration.ofHours(24));
    assertThat(counted()).isZero();
    add("d", "7");
    add("e", "8");
    add("f", "9");
    add("g", "10");
    assertThat(counted()).isEqualTo(3);
  }

  private long counted() {
    return totals.of(_ -> true).stream().mapToLong(RefusalTotals.RefusalTotal::requests).sum();
  }

  @Test
  void areFoundByTheBeginningOfTheirIdWithinOneApp() {
    add("a", "abc", "abd");
    add("b", "abe");
    assertThat(refusals.of("a", "ab")).hasSize(2);
    assertThat(refusals.of("a", "abd")).hasSize(1);
    assertThat(refusals.find("a", "ab")).isNull();
    assertThat(refusals.find("a", "abe")).isNull();
    assertThat(refusals.find("b", "abe")).isNotNull();
  }
}
