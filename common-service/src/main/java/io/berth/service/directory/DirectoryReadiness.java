package io.berth.service.directory;

import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.readiness.ClockDifference;
import io.berth.service.readiness.PartState;
import io.berth.service.readiness.PartState.Level;
import io.berth.service.readiness.ReadinessPart;
import io.berth.service.schedule.Repeating;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Readiness of the app directory: its topic is read, and did-service has no app and no change that
 * is missing here. Kafka alone cannot tell a platform without apps from a lost topic.
 */
final class DirectoryReadiness implements ReadinessPart, SmartLifecycle {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMillis(300);

  /** For what has been missing for long: did-service adds up all its apps for each answer. */
  private static final Duration LATER = Duration.ofSeconds(2);

  /** A change is here within a second; more is for a busy machine. */
  private static final long BEHIND_NANOS = Duration.ofSeconds(15).toNanos();

  /** A change is in did-service's database before it is here. */
  private static final long AHEAD_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long SILENT_NANOS = Duration.ofMinutes(5).toNanos();

  private final AppDirectory directory;
  private final TopicFollower follower;
  private final DirectorySource source;
  private final ClockDifference clock;

  /** A failed comparison is told by the state, not by the log. */
  private final Repeating comparing =
      new Repeating("comparing apps", this::pause, () -> compare().onErrorComplete());

  private volatile @Nullable DirectoryState declared;
  private volatile long declaredNanos;

  /** Whether nothing was missing once. */
  private volatile boolean complete;

  private volatile @Nullable Long behindSinceNanos;
  private volatile @Nullable Long aheadSinceNanos;

  DirectoryReadiness(
      AppDirectory directory,
      TopicFollower follower,
      DirectorySource source,
      ClockDifference clock) {
    this.clock = clock;
    this.directory = directory;
    this.follower = follower;
    this.source = source;
  }

  @Override
  public String name() {
    return "app directory";
  }

  @Override
  public PartState state() {
    return assess().with("apps", directory.state().apps());
  }

  private PartState assess() {
    PartState topic = follower.state();
    if (topic.level() == Level.NOT_READY) {
      return topic;
    }
    DirectoryState known = declared;
    if (known == null) {
      return PartState.notReady("did-service has not said how many apps there are");
    }
    Long behind = behindSinceNanos;
    if (behind != null && (!complete || System.nanoTime() - behind > BEHIND_NANOS)) {
      return PartState.notReady(missing(known));
    }
    Long ahead = aheadSinceNanos;
    if (ahead != null && System.nanoTime() - ahead > AHEAD_NANOS) {
      return PartState.notReady(
          "did-service's database is older than its records in Kafka; after a restore,"
              + " begin_epoch() in its database, then restart did-service");
    }
    if (directory.rejectedLately()) {
      return PartState.degraded("records were rejected: " + directory.lastRejection());
    }
    return System.nanoTime() - declaredNanos > SILENT_NANOS
        ? PartState.degraded("did-service has not said for minutes how many apps there are")
        : PartState.ready();
  }

  private String missing(DirectoryState known) {
    DirectoryState here = directory.state();
    String rejection = directory.lastRejection();
    return "apps or changes of did-service's "
        + known.apps()
        + " apps are missing, "
        + here.apps()
        + " are here"
        + (rejection.isEmpty() ? "" : "; a record was rejected: " + rejection);
  }

  Mono<DirectoryState> compare() {
    return Mono.defer(
        () -> {
          Instant asked = clock.here();
          return source.state().doOnNext(there -> measure(asked, there)).doOnNext(this::compare);
        });
  }

  private void measure(Instant asked, DirectoryState there) {
    Instant at = there.at();
    if (at != null) {
      clock.measured(asked, at);
    }
  }

  private void compare(DirectoryState there) {
    DirectoryState here = directory.state();
    behindSinceNanos = since(behindSinceNanos, there.isAheadOf(here));
    // Without apps, nothing tells a restored database from a new one.
    aheadSinceNanos = since(aheadSinceNanos, there.apps() > 0 && here.isAheadOf(there));
    complete = complete || (behindSinceNanos == null && follower.inSync());
    declaredNanos = System.nanoTime();
    declared = there;
  }

  private static @Nullable Long since(@Nullable Long before, boolean now) {
    if (!now) {
      return null;
    }
    return before == null ? (Long) System.nanoTime() : before;
  }

  private Duration pause() {
    Long behind = behindSinceNanos == null ? aheadSinceNanos : behindSinceNanos;
    if (behind == null) {
      return complete ? INTERVAL : SOON;
    }
    return System.nanoTime() - behind > BEHIND_NANOS ? LATER : SOON;
  }

  @Override
  public void start() {
    comparing.start();
  }

  @Override
  public void stop() {
    comparing.stop();
  }

  @Override
  public boolean isRunning() {
    return comparing.isRunning();
  }

  /** Before web servers. */
  @Override
  public int getPhase() {
    return 0;
  }
}
