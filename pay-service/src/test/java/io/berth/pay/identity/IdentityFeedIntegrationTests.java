package io.berth.pay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Subject;
import io.berth.api.Topics;
import io.berth.api.balance.BalanceCommand.ReadBalances;
import io.berth.api.user.IdentityRecord;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.service.json.BerthJson;
import io.berth.test.kafka.TestKafka;
import io.berth.test.kafka.TestRecordKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@PayServiceTest
class IdentityFeedIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired MeterRegistry meters;
  @Autowired DatabaseClient database;

  @Test
  void believesTheNewestGrantAndNeedsNotAsk(TestKafka kafka) {
    merchant.opens();
    long uid = merchant.player("3", 7);
    send(kafka, uid, Set.of(7), 2);
    await().atMost(MAX_WAIT).until(() -> !asksDidService(uid));
    assertThat(Merchant.refusal(merchant.does(read(uid)))).isNull();

    did.grants.put(uid, Set.of());
    send(kafka, uid, Set.of(), 3);
    await()
        .atMost(MAX_WAIT)
        .until(() -> Merchant.refusal(merchant.does(read(uid))) == ErrorCode.GRANT_LACKS_SCOPE);
    send(kafka, uid, Set.of(7), 1);
    long other = merchant.player("3", 7);
    send(kafka, other, Set.of(7), 1);
    await().atMost(MAX_WAIT).until(() -> !asksDidService(other));
    assertThat(Merchant.refusal(merchant.does(read(uid)))).isEqualTo(ErrorCode.GRANT_LACKS_SCOPE);
  }

  @Test
  void aConsentThatTheCopyHasNotHeardOfCounts(TestKafka kafka) {
    merchant.opens();
    long uid = merchant.player("3", 11);
    send(kafka, uid, Set.of(11), 1);
    await().atMost(MAX_WAIT).until(() -> !asksDidService(read(uid, AccountKind.OPEN)));
    assertThat(Merchant.refusal(merchant.does(read(uid)))).isEqualTo(ErrorCode.GRANT_LACKS_SCOPE);

    did.grants.put(uid, Set.of(7, 11));
    assertThat(Merchant.refusal(merchant.does(read(uid)))).isNull();
  }

  @Test
  void aForgedIdentityGrantsNothing(TestKafka kafka) {
    merchant.opens();
    long uid = merchant.player("3");
    did.grants.put(uid, Set.of());
    kafka.sendAll(
        TestRecordKeys.forgeries(
            Topics.IDENTITIES,
            Merchant.APP + ":" + uid,
            BerthJson.mapper().writeValueAsString(identity(uid, Set.of(7), 9))));
    long marker = merchant.player("3", 7);
    send(kafka, marker, Set.of(7), 1);
    await().atMost(MAX_WAIT).until(() -> !asksDidService(marker));
    await().atMost(MAX_WAIT).until(() -> rejected() >= 6);
    assertThat(Merchant.refusal(merchant.does(read(uid)))).isEqualTo(ErrorCode.GRANT_LACKS_SCOPE);
    // Version 1 is news still: version 9 was not taken.
    send(kafka, uid, Set.of(7), 1);
    await().atMost(MAX_WAIT).until(() -> !asksDidService(uid));
  }

  @Test
  void anOldRecordReadAfterARestartGrantsNothing() {
    long uid = merchant.player("3");
    new Identities(database).put(identity(uid, Set.of(), 3)).block(MAX_WAIT);

    Identities restarted = new Identities(database);
    restarted.put(identity(uid, Set.of(7), 2)).block(MAX_WAIT);
    assertThat(restarted.byUid(Merchant.APP, uid).block(MAX_WAIT))
        .isEqualTo(new Party(uid, Merchant.openId(uid), Set.of()));
  }

  private double rejected() {
    return meters.get("berth.topic.rejected").tag("topic", Topics.IDENTITIES).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private boolean asksDidService(long uid) {
    return asksDidService(read(uid));
  }

  private boolean asksDidService(ReadBalances read) {
    did.asked.clear();
    merchant.does(read);
    return !did.asked.isEmpty();
  }

  private static ReadBalances read(long uid) {
    return read(uid, AccountKind.COIN);
  }

  private static ReadBalances read(long uid, AccountKind account) {
    return new ReadBalances(new Subject.OpenId(Merchant.openId(uid)), account, null);
  }

  private static void send(TestKafka kafka, long uid, Set<Integer> scopes, long version) {
    kafka.send(
        Topics.IDENTITIES,
        Merchant.APP + ":" + uid,
        BerthJson.mapper().writeValueAsString(identity(uid, scopes, version)));
  }

  private static IdentityRecord identity(long uid, Set<Integer> scopes, long version) {
    return new IdentityRecord(
        Merchant.APP, "testcompany", uid, Merchant.openId(uid), "union" + uid, scopes, version);
  }
}
