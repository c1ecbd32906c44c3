package io.berth.service.directory;

import io.berth.api.Topics;
import io.berth.api.app.AppRecord;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.follower.TopicRecord;
import io.berth.service.kafka.signing.RejectedRecords;
import io.berth.service.key.PlatformKeys;
import io.berth.service.key.SecretBox;
import io.berth.service.key.TokenType;
import io.berth.service.key.Verification;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Every app of the platform, disabled ones included, within a second of each change. A record
 * counts only if did-service signed it and it is newer than what is known; a tombstone only for an
 * app that was disabled before, so that who can write the topic can neither become a merchant nor
 * switch one off.
 */
public final class AppDirectory implements Apps {
  private static final Logger log = LoggerFactory.getLogger(AppDirectory.class);
  private static final Duration VERIFICATION_TIMEOUT = Duration.ofSeconds(5);

  private final PlatformKeys keys;
  private final AppDecryptor decryptor;
  private final MeterRegistry meters;
  private final RejectedRecords rejected;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** Of removed apps too; touched by the tail's thread only. */
  private final Map<String, Long> versions = new HashMap<>();

  private final Map<String, App> apps = new ConcurrentHashMap<>();

  /**
   * The last rejected record of each app, until all is read: a genuine one that comes later takes
   * its place, as after a former key was dropped.
   */
  private final Map<String, Rejection> early = new ConcurrentHashMap<>();

  private volatile BooleanSupplier read = () -> false;
  private volatile boolean complete;

  private record Rejection(String reason, TopicRecord record) {}

  /** Told of every change after it can be seen, on the directory's own thread. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param before null for a new app
     * @param after null for a removed app
     */
    void changed(@Nullable App before, @Nullable App after);
  }

  AppDirectory(PlatformKeys keys, AppDecryptor decryptor, MeterRegistry meters) {
    this.keys = keys;
    this.decryptor = decryptor;
    this.meters = meters;
    this.rejected = new RejectedRecords(meters, Topics.APPS);
    Gauge.builder("berth.directory.apps", this, directory -> directory.apps.size())
        .description("Apps known, disabled ones included")
        .register(meters);
  }

  @Override
  public @Nullable App find(String appId) {
    return apps.get(appId);
  }

  /** As far as the topic went when this service started. */
  @Override
  public boolean isComplete() {
    if (!complete && read.getAsBoolean()) {
      complete = true;
      early.keySet().forEach(this::rejectNow);
    }
    return complete;
  }

  /**
   * @param read whether all apps that there were at the start have been read
   */
  void completeWhen(BooleanSupplier read) {
    this.read = read;
  }

  @Override
  public Collection<App> ofCompany(String companyId) {
    return apps.values().stream()
        .filter(app -> app.profile().company().id().equals(companyId))
        .toList();
  }

  @Override
  public Collection<App> all() {
    return List.copyOf(apps.values());
  }

  /** How many apps are here, and the sum of their versions. */
  DirectoryState state() {
    long count = 0;
    long versionsHere = 0;
    for (App app : apps.values()) {
      count++;
      versionsHere += app.profile().version();
    }
    return new DirectoryState(count, versionsHere, null);
  }

  boolean rejectedLately() {
    return rejected.lately();
  }

  /** Why the last rejected record was rejected; empty if none was. */
  String lastRejection() {
    return rejected.lastReason();
  }

  /** Calls the listener for every change from now on. */
  public void onChange(Listener listener) {
    listeners.add(listener);
  }

  /**
   * @throws TopicFollower.NotYet if did-service's keys cannot be had
   */
  void handle(TopicRecord record) {
    String appId = record.key();
    if (appId == null) {
      reject("key", record);
      return;
    }
    byte[] value = record.value();
    if (value == null) {
      remove(appId, record);
      return;
    }
    Verification verification =
        keys.verify(new String(value, StandardCharsets.US_ASCII), TokenType.APP_RECORD)
            .block(VERIFICATION_TIMEOUT);
    switch (verification) {
      case Verification.Genuine genuine -> accept(appId, genuine, record);
      case Verification.Undecided(String why) -> throw new TopicFollower.NotYet(why);
      case Verification.Forged forged -> rejectUnlessReplaced("signature", appId, record);
      case Verification.Expired expired -> rejectUnlessReplaced("signature", appId, record);
      case null -> throw new TopicFollower.NotYet("no verification");
    }
  }

  private void accept(String appId, Verification.Genuine genuine, TopicRecord record) {
    try {
      AppRecord signed = genuine.as(AppRecord.class);
      if (!signed.appId().equals(appId)) {
        reject("key", record);
      } else if (signed.profile().version() > versions.getOrDefault(appId, Long.MIN_VALUE)) {
        App app = decryptor.decrypt(signed);
        versions.put(appId, signed.profile().version());
        early.remove(appId);
        replace(appId, app);
      }
    } catch (JacksonException unreadable) {
      log.error("app record of {} cannot be read", appId, unreadable);
      reject("unreadable", record);
    } catch (SecretBox.Undecryptable sealed) {
      log.error("app record of {}: {}", appId, sealed.getMessage());
      rejectUnlessReplaced("sealed", appId, record);
    }
  }

  private void remove(String appId, TopicRecord record) {
    App known = apps.get(appId);
    if (known == null) {
      return;
    }
    if (known.profile().enabled()) {
      reject("tombstone", record);
    } else {
      replace(appId, null);
    }
  }

  private void replace(String appId, @Nullable App app) {
    App before = app == null ? apps.remove(appId) : apps.put(appId, app);
    for (Listener listener : listeners) {
      try {
        listener.changed(before, app);
      } catch (RuntimeException e) {
        log.error("a listener failed at a change of app {}", appId, e);
      }
    }
  }

  private void rejectUnlessReplaced(String reason, String appId, TopicRecord record) {
    early.put(appId, new Rejection(reason, record));
    if (isComplete()) {
      rejectNow(appId);
    }
  }

  /** Whoever removes it counts it. */
  private void rejectNow(String appId) {
    Rejection rejection = early.remove(appId);
    if (rejection != null) {
      reject(rejection.reason, rejection.record);
    }
  }

  private void reject(String reason, TopicRecord record) {
    meters.counter("berth.directory.rejected", "reason", reason).increment();
    rejected.reject(record.partition(), record.offset(), reason);
  }
}
