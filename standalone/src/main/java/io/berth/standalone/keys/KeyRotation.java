package io.berth.standalone.keys;

import io.berth.api.app.ManagementCommand;
import io.berth.embedded.PostgresAdmin;
import io.berth.service.keyset.HeldKeys;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeySetState;
import io.berth.service.keyset.KeyUse;
import io.berth.standalone.bootstrap.BootstrapClient;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.LocalKeys.KeySet;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.SuiteKeySet;
import io.berth.standalone.service.SuiteKeys;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new key in the place of each old one while the suite runs: adds it, makes it active, waits
 * until nothing needs the old one, and drops that. Each step is stored before it takes effect; a
 * run goes on where an interrupted one has stopped.
 */
final class KeyRotation {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TAKING_OVER = Duration.ofMinutes(3);

  /** Longer than services pause before they look through what is stored. */
  private static final Duration REWRITING = Duration.ofMinutes(12);

  /** Longer than a caller token lives, clocks that differ included. */
  private static final Duration CALLER_TOKENS = Duration.ofSeconds(40);

  /** Longer than something that was encrypted or signed before takes to be stored. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(10);

  /** Shorter than did-service goes on counting after a key became active. */
  private static final Duration COUNTING = Duration.ofMinutes(9);

  private final SuiteKeys keys;
  private final List<URI> management;
  private final BootstrapClient suite;
  private final PostgresAdmin postgres;
  private final Progress progress;

  KeyRotation(
      SuiteKeys keys,
      List<URI> management,
      BootstrapClient suite,
      PostgresAdmin postgres,
      Progress progress) {
    this.keys = keys;
    this.management = management;
    this.suite = suite;
    this.postgres = postgres;
    this.progress = progress;
  }

  /**
   * @param dropTokenKey drops the former token key although tokens of it may not have expired
   * @throws UserError naming what does not come about in time; nothing is lost, and another run
   *     goes on
   */
  void run(Set<KeyKind> kinds, boolean dropTokenKey) throws InterruptedException {
    List<SuiteKeySet> sets =
        keys.sets().stream().filter(set -> kinds.contains(set.kind())).toList();
    // An interrupted run may have stored a step without telling the services.
    keys.writeFiles();
    add(sets);
    activate(sets);
    finish(sets, dropTokenKey);
  }

  private void add(List<SuiteKeySet> sets) throws InterruptedException {
    for (SuiteKeySet set : sets) {
      KeySet present = keys.of(set);
      if (present.isSettled()) {
        keys.change(set, now -> now.with(keys.newKey(set)));
        progress.say(
            "  %s: adding %s beside %s"
                .formatted(set.title(), brief(keys.of(set).next()), brief(present.active())));
      } else {
        progress.say(
            "  %s: going on with the change to %s"
                .formatted(
                    set.title(),
                    brief(present.next() == null ? present.active() : present.next())));
      }
    }
    keys.writeFiles();
    await(
        "every service has the new keys",
        TAKING_OVER,
        reports -> first(sets, set -> missing(set, reports)));
  }

  private @Nullable String missing(SuiteKeySet set, KeyReports reports) {
    String next = keys.of(set).next();
    // Who issues caller tokens has one key, and gets the next one when it becomes active.
    List<Service> holders = set.kind() == KeyKind.CALLER ? set.readers() : set.holders();
    return next == null
        ? null
        : lacking(set, holders, reports, held -> held.known().contains(next));
  }

  private void activate(List<SuiteKeySet> sets) throws InterruptedException {
    sets.forEach(set -> keys.change(set, KeySet::switched));
    for (SuiteKeySet set : sets) {
      KeySet present = keys.of(set);
      if (set.kind() == KeyKind.DATABASE && present.switchedAt() == null) {
        // Every service has both passwords by now.
        postgres.changePassword(set.scope(), present.activeFirst().getFirst());
      }
    }
    keys.writeFiles();
    await(
        "every service signs and encrypts with the new keys",
        TAKING_OVER,
        reports ->
            first(
                sets,
                set ->
                    lacking(
                        set,
                        set.users(),
                        reports,
                        held -> keys.of(set).active().equals(held.active()))));
    for (SuiteKeySet set : sets) {
      if (keys.of(set).former() != null && keys.of(set).switchedAt() == null) {
        if (set.scope().equals("identities")) {
          progress.say("  publishing identities again, signed with the new key");
          suite.send(new ManagementCommand.Republish());
        }
        keys.change(set, now -> now.switchedAt(Instant.now()));
      }
    }
  }

  private void finish(List<SuiteKeySet> sets, boolean dropTokenKey) throws InterruptedException {
    KeyReports reports =
        await(
            "nothing is under the former keys",
            REWRITING,
            now -> first(sets, set -> needing(set, now)));
    List<SuiteKeySet> dropped = new ArrayList<>();
    for (SuiteKeySet set : sets) {
      KeySet present = keys.of(set);
      Instant until = until(set, present, reports);
      if (until.isBefore(Instant.now()) || (dropTokenKey && set.kind() == KeyKind.TOKENS)) {
        keys.change(set, KeySet::withoutFormer);
        dropped.add(set);
        progress.say("  %s: dropping %s".formatted(set.title(), brief(present.former())));
      } else {
        progress.say(
            "  %s: %s stays until %s for what it has signed; run this again then"
                .formatted(
                    set.title(), brief(present.former()), until.truncatedTo(ChronoUnit.MINUTES)));
      }
    }
    keys.writeFiles();
    await(
        "no service has a dropped key",
        TAKING_OVER,
        now -> first(dropped, set -> remaining(set, now)));
  }

  private @Nullable String remaining(SuiteKeySet set, KeyReports reports) {
    Set<String> kept = keys.of(set).keys().keySet();
    return lacking(
        set,
        set.readers(),
        reports,
        held -> set.kind() == KeyKind.EVENTS || kept.containsAll(held.known()));
  }

  /** Why the former key is still needed right now; null where it is not, or only for its age. */
  private @Nullable String needing(SuiteKeySet set, KeyReports reports) {
    KeySet present = keys.of(set);
    Instant switched = Objects.requireNonNull(present.switchedAt());
    return switch (set.kind()) {
      case EVENTS ->
          reports.uses(set.kind(), set.scope()).isEmpty()
              ? "the owner of the topic to say how long it keeps records (" + set.title() + ")"
              : null;
      // Connections that are open outlive their password.
      case DATABASE -> null;
      case CALLER ->
          Instant.now().isAfter(switched.plus(CALLER_TOKENS))
              ? null
              : "caller tokens that were issued before expire";
      case SEALING, TOKENS -> uncounted(set, present, switched, reports);
    };
  }

  private static @Nullable String uncounted(
      SuiteKeySet set, KeySet present, Instant switched, KeyReports reports) {
    for (KeyUse use : reports.uses(set.kind(), set.scope())) {
      Map<String, Long> counts = use.counts();
      Instant at = use.countedAt();
      Instant since = use.activeSince().get(present.active());
      if (counts != null
          && at != null
          && (at.isAfter(switched.plus(UNDER_WAY))
              || (since != null && at.isAfter(since.plus(COUNTING))))) {
        long left =
            counts.entrySet().stream()
                .filter(count -> !count.getKey().equals(present.active()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return left == 0 ? null : left + " still under the former " + set.title();
      }
    }
    return "did-service looks through everything under the " + set.title();
  }

  private static Instant until(SuiteKeySet set, KeySet present, KeyReports reports) {
    long seconds =
        reports.uses(set.kind(), set.scope()).stream()
            .map(KeyUse::keepSeconds)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return Objects.requireNonNull(present.switchedAt()).plusSeconds(seconds);
  }

  private static @Nullable String lacking(
      SuiteKeySet set, List<Service> services, KeyReports reports, Predicate<HeldKeys> fits) {
    return services.stream()
        .filter(service -> reports.of(service.id(), set.kind(), set.scope()).filter(fits).isEmpty())
        .findFirst()
        .map(service -> service.id() + " (" + set.title() + ")")
        .orElse(null);
  }

  private static @Nullable String first(
      List<SuiteKeySet> sets, Function<SuiteKeySet, @Nullable String> reason) {
    return sets.stream().map(reason).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /**
   * @param reason why it is not so yet; null where it is
   * @return what says that it is so
   */
  private KeyReports await(
      String what, Duration limit, Function<KeyReports, @Nullable String> reason)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(limit);
    progress.say("Waiting until " + what + " …");
    String said = "";
    while (true) {
      KeyReports reports = KeyReports.read(management);
      String why = reason.apply(reports);
      if (why == null) {
        return reports;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new UserError(
            String.join(
                    "; ",
                    Stream.concat(
                            Stream.of("Still waiting for " + why), reports.problems().stream())
                        .toList())
                + ". The former keys stay; see the services' logs, and run this again.");
      }
      if (!why.equals(said)) {
        said = why;
        progress.say("  for " + why);
      }
      Thread.sleep(PAUSE);
    }
  }

  static String brief(@Nullable String id) {
    return id == null ? "–" : KeySetState.brief(id);
  }
}
