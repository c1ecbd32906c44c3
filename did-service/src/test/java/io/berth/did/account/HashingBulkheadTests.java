package io.berth.did.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.throttle.QueueFullException;
import io.berth.service.address.AddressBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** An anonymous flood of password hashing must not stop all sign-ins. */
class HashingBulkheadTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final CountDownLatch latch = new CountDownLatch(1);
  private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();
  private final List<Disposable> asked = new ArrayList<>();

  /** Room for six: one is computed, five wait. */
  private final HashingBulkhead bulkhead = new HashingBulkhead("test", 1, 5, 100);

  @AfterEach
  void stop() {
    latch.countDown();
    bulkhead.stop();
  }

  private void ask(@Nullable String address) {
    asked.add(
        bulkhead
            .run(this::hash, address == null ? null : AddressBlock.of(address))
            .onErrorReturn(QueueFullException.class, "busy")
            .subscribe(outcomes::add));
  }

  private String hash() throws InterruptedException {
    latch.await();
    return "hashed";
  }

  private void opened(int hashed, int busy) {
    latch.countDown();
    Awaitility.await().atMost(TIMEOUT).until(() -> outcomes.size() == hashed + busy);
    assertThat(outcomes).filteredOn("hashed"::equals).hasSize(hashed);
  }

  @Test
  void oneAddressBlockGetsHalfOfTheCapacityAtMost() {
    for (int i = 0; i < 50; i++) {
      ask("2001:db8::" + i);
    }
    assertThat(outcomes).hasSize(47).containsOnly("busy");
    ask("192.0.2.1");
    ask(null);
    opened(5, 47);

    ask("2001:db8::1");
    Awaitility.await().atMost(TIMEOUT).until(() -> outcomes.size() == 53);
    assertThat(outcomes).as("once the flood is over").filteredOn("hashed"::equals).hasSize(6);
  }

  @Test
  void requestsBeyondTheQueueAreRefused() {
    for (int i = 0; i < 50; i++) {
      ask("192.0.2." + i);
    }
    Awaitility.await().atMost(TIMEOUT).until(() -> outcomes.size() >= 44);
    assertThat(outcomes).containsOnly("busy");
    HashingBulkhead other = new HashingBulkhead("other", 1, 5, 100);
    assertThat(other.run(() -> "hashed", AddressBlock.of("192.0.2.1")).block(TIMEOUT))
        .as("another use has a bulkhead of its own")
        .isEqualTo("hashed");
    other.stop();
  }

  @Test
  void aClientThatClosesItsConnectionsGetsNoMoreThanOneThatWaits() {
    ask("192.0.2.1");
    for (int i = 0; i < 50; i++) {
      ask("192.0.2.1");
      asked.getLast().dispose();
    }
    for (int i = 0; i < 3; i++) {
      ask("192.0.2.1");
    }
    assertThat(outcomes).as("the first is under way still").containsExactly("busy");
    opened(3, 1);
  }
}
