package io.berth.embedded;

import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that finds itself broken ends its JVM, which is right where it is all that runs there. A
 * JVM that tests run in shall end by itself: what is broken fails those tests that need it.
 */
final class KafkaFaults {

  private static final Logger log = LoggerFactory.getLogger(KafkaFaults.class);

  private KafkaFaults() {}

  static void stayInThisJvm() {
    Exit.setExitProcedure(KafkaFaults::report);
    Exit.setHaltProcedure(KafkaFaults::report);
  }

  private static void report(int status, @Nullable String message) {
    log.error(
        "Kafka wants to end this JVM with {}: {}", status, message, new IllegalStateException());
  }
}
