package io.berth.standalone.drill;

import io.berth.standalone.cli.UserError;
import io.berth.standalone.service.LocalServers;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Faults of a running suite, by the names that {@code ./berth drill} knows. */
enum Scenario {
  POSTGRES_FROZEN("PostgreSQL is stopped by SIGSTOP, and continued", FaultScene::freezePostgres),
  POSTGRES_STOPPED("PostgreSQL is shut down, and started again", FaultScene::stopPostgres),
  POSTGRES_KILLED(
      "kill -9 of PostgreSQL with all of its processes",
      scene -> scene.kill(scene.postgres(), Duration.ZERO)),
  POSTGRES_BACKEND_KILLED(
      "kill -9 of one PostgreSQL connection: PostgreSQL recovers by itself",
      FaultScene::killBackend),
  POSTGRES_SLOW(
      "each piece of data to and from PostgreSQL is 50 ms late",
      scene -> scene.delay(LocalServers.POSTGRES)),
  POSTGRES_PARTITIONED(
      "no data reaches PostgreSQL, nor comes from it",
      scene -> scene.partition(LocalServers.POSTGRES)),
  KAFKA_FROZEN(
      "Kafka is stopped by SIGSTOP, and continued",
      scene -> scene.freeze(scene.process(LocalServers.KAFKA))),
  KAFKA_KILLED(
      "kill -9 of Kafka", scene -> scene.kill(scene.process(LocalServers.KAFKA), Duration.ZERO)),
  SERVICES_KILLED("kill -9 of each service, one after another", FaultScene::killServices),
  SERVICES_SLOW(
      "each piece of data between services is 50 ms late", scene -> scene.delay(FaultScene.CALLED)),
  PAY_PARTITIONED(
      "no data reaches pay-service from others, nor comes back",
      scene -> scene.partition(Service.PAY.id())),
  DID_PARTITIONED(
      "no data reaches did-service from others, nor comes back",
      scene -> scene.partition(Service.DID.id())),
  RECEIVER_HANGING(
      "the merchant's server takes callbacks and answers none", FaultScene::hangReceiver),
  MAIL_DOWN("the mail server refuses connections", FaultScene::takeMailDown),
  CLOCK_FORWARD(
      "all services' clocks jump an hour forward, and back",
      scene -> scene.shiftClocks(Duration.ofHours(1))),
  CLOCK_BACK(
      "all services' clocks jump an hour back, and forward again",
      scene -> scene.shiftClocks(Duration.ofHours(-1))),
  DISK_FULL("the disk of all data and logs is full", FaultScene::fillDisk),
  STEPS("kill -9 of a service at steps that the seed chooses", null),
  CRASHES("kill -9 of everything, and a new start, again and again", null);

  /**
   * Makes something go wrong; returns when it is over, or when it is up to the suite to recover.
   */
  @FunctionalInterface
  interface Fault {
    void happen(FaultScene scene) throws IOException, InterruptedException;
  }

  private final String summary;
  private final Fault fault;

  Scenario(String summary, @Nullable Fault fault) {
    this.summary = summary;
    this.fault =
        fault == null
            ? _ -> {
              throw new IllegalStateException(id() + " is a series of faults");
            }
            : fault;
  }

  void happen(FaultScene scene) throws IOException, InterruptedException {
    fault.happen(scene);
  }

  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String summary() {
    return summary;
  }

  static List<Scenario> named(List<String> names) {
    return names.stream().map(Scenario::named).toList();
  }

  private static Scenario named(String name) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "There is no scenario "
                        + name
                        + "; there are "
                        + Arrays.stream(values())
                            .map(Scenario::id)
                            .collect(Collectors.joining(", "))));
  }
}
