package io.berth.pay.checkout;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Topics;
import io.berth.api.doctor.Diagnosis;
import io.berth.api.doctor.RefusedSignature;
import io.berth.dialect.SiblingSecrets;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.page.GameFlow;
import io.berth.dialect.parameter.Parsed;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reports bills with a wrong signature to the signature doctor, without waiting for it: a few per
 * app and minute, since any player can make them.
 */
@Component
class WronglySignedBills {

  private static final Logger log = LoggerFactory.getLogger(WronglySignedBills.class);
  private static final int MOST_PER_MINUTE = 60;
  private static final int LONGEST_VALUE = 512;

  /** Count of an app's bills that were reported within a minute. */
  private record ReportCount(Instant minute, int count) {
    private static final ReportCount NONE = new ReportCount(Instant.EPOCH, 0);

    ReportCount oneMore(Instant now) {
      return Duration.between(minute, now).toMinutes() >= 1
          ? new ReportCount(now, 1)
          : new ReportCount(minute, Math.min(count + 1, MOST_PER_MINUTE + 1));
    }
  }

  private final Apps apps;
  private final TopicPublisher refusals;
  private final Clock clock;

  /** By app id. Bounded, since only apps that exist have bills. */
  private final Map<String, ReportCount> reports = new ConcurrentHashMap<>();

  WronglySignedBills(Apps apps, Events events, Clock clock) {
    this.apps = apps;
    this.refusals = events.to(Topics.REFUSALS);
    this.clock = clock;
  }

  /**
   * A bill of a game.
   *
   * @param given fields of the bill, as the game sent them
   */
  record Bill(App app, String openId, Map<String, String> given, Caller caller) {}

  void report(GameFlow game, Bill bill, Refusal refusal) {
    App app = bill.app;
    String openId = bill.openId;
    Map<String, String> given = bill.given;
    Caller caller = bill.caller;
    if (refusal.code() != ErrorCode.SIGNATURE_WRONG || !withinBudget(app)) {
      return;
    }
    Instant now = clock.instant();
    Diagnosis diagnosis =
        SiblingSecrets.explain(
            game.diagnose(app, openId, given, refusal, now),
            app,
            apps,
            disguised ->
                game.purchase(disguised, openId, given, "refused", now) instanceof Parsed.Read<?>);
    Map<String, String> fields = new TreeMap<>();
    given.forEach((name, value) -> fields.put(name, shortened(value)));
    String sign = Objects.requireNonNullElse(fields.remove("sign"), "");
    RefusedSignature refused =
        new RefusedSignature(
            app.appId(),
            caller.requestId(),
            now,
            "pay()",
            "",
            refusal.code(),
            diagnosis.lines().stream()
                .map(line -> line.name() + '=' + line.signed())
                .collect(Collectors.joining("\n")),
            diagnosis.explains() ? "" : sign,
            fields,
            Objects.requireNonNullElse(caller.address(), ""),
            diagnosis);
    refusals
        .publishJson(app.appId(), refused)
        .subscribe(done -> {}, failure -> log.warn("the signature doctor was not told", failure));
  }

  /** Each app has a budget of its own: one game's mistakes must not hide another's. */
  private boolean withinBudget(App app) {
    Instant now = clock.instant();
    return reports
            .compute(
                app.appId(),
                (id, before) -> Objects.requireNonNullElse(before, ReportCount.NONE).oneMore(now))
            .count()
        <= MOST_PER_MINUTE;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + '…';
  }
}
