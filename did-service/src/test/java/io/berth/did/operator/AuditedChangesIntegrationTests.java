package io.berth.did.operator;

import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.operator;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.did.fixture.DidServiceTest;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

@DidServiceTest
class AuditedChangesIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Autowired AuditedChanges changes;
  @Autowired AuditLog audit;

  private final String object = "test/" + name("object");

  @Test
  void aChangeIsCommittedWithItsEntry() {
    assertThat(changed("because", new Outcome.Done())).isInstanceOf(Outcome.Done.class);
    assertThat(entries()).containsExactly("test.change", "test.write");
  }

  @Test
  void aRefusedChangeLeavesNothing() {
    assertThat(changed("because", Outcome.Invalid.of("field", "malformed")))
        .isInstanceOf(Outcome.Invalid.class);
    assertThat(entries()).isEmpty();
  }

  @Test
  void aChangeWithoutAReasonIsNotMade() {
    assertThat(changed(" ", new Outcome.Done())).isInstanceOf(Outcome.Invalid.class);
    assertThat(changed("x".repeat(501), new Outcome.Done())).isInstanceOf(Outcome.Invalid.class);
    assertThat(entries()).isEmpty();
  }

  @Test
  void aRefusedChangeTakesTheOneAroundItAlong() {
    changes
        .transactional(write("test.outer").then(change("because", Outcome.Invalid.of("a", "b"))))
        .block(TIMEOUT);
    assertThat(entries()).isEmpty();
  }

  private Outcome changed(String reason, Outcome outcome) {
    return change(reason, outcome).block(TIMEOUT);
  }

  /** Writes something and then has this outcome. */
  private Mono<Outcome> change(String reason, Outcome outcome) {
    return changes.write(
        operator(),
        new Action("test.change", object, reason, Map.of()),
        write("test.write").thenReturn(outcome));
  }

  private Mono<Void> write(String action) {
    return audit.writeOwn("request-1", action, object, Map.of());
  }

  private List<String> entries() {
    return audit
        .readAbout(List.of(object), new AuditFilter(null, null, null, null, null, 10))
        .block(TIMEOUT)
        .entries()
        .stream()
        .map(AuditEntry::action)
        .toList();
  }
}
