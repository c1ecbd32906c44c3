package io.berth.did.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Platform;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.key.SecretBox;
import io.berth.service.key.SecretsProperties;
import io.berth.test.Authenticator;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.TestServers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Tests that secrets under the former key {@code k0} come under the active key {@code k1}. */
@DidServiceTest
class SecretRotationIntegrationTests {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String LATER = "('SECRETS', 'later')";

  @Autowired Platform platform;
  @Autowired SecretRotation rotation;
  @Autowired SecretBox box;
  @Autowired MeterRegistry meters;
  @Autowired Environment environment;

  private TestDatabase database;
  private SecretBox former;

  @BeforeEach
  void formerKey(TestServers servers) {
    database = servers.database();
    String key = environment.getRequiredProperty("berth.secrets.keys.k0");
    former = new SecretBox(new SecretsProperties("k0", Map.of("k0", key)));
  }

  private String appUnderTheFormerKey() {
    String app = platform.app(1);
    String context = AppDecryptor.secretContext(app, "resp_check_key");
    database.execute(
        "update app_secrets set sealed = '%s', sealed_previous = '%s' where app_id = '%s'"
            .formatted(
                former.encrypt("testKey", context), former.encrypt("beforeIt", context), app));
    return app;
  }

  private String stored(String column, String app) {
    return database
        .query("select " + column + " from app_secrets where app_id = '" + app + "'")
        .getFirst();
  }

  private long version(String app) {
    return Long.parseLong(
        database.query("select version from apps where app_id = '" + app + "'").getFirst());
  }

  private Gauge inUse(String key) {
    return meters.find("berth.keys.in_use").tags("purpose", "secrets", "key", key).gauge();
  }

  @Test
  void encryptsSecretsOfAppsAgainAndPublishesTheApps() {
    String app = appUnderTheFormerKey();
    long version = version(app);

    rotation.run().block(LIMIT);

    String context = AppDecryptor.secretContext(app, "resp_check_key");
    assertThat(stored("sealed", app)).startsWith("k1.");
    assertThat(box.decrypt(stored("sealed", app), context)).isEqualTo("testKey");
    assertThat(stored("sealed_previous", app)).startsWith("k1.");
    assertThat(box.decrypt(stored("sealed_previous", app), context)).isEqualTo("beforeIt");
    assertThat(version(app)).isEqualTo(version + 1);
    assertThat(inUse("k0")).isNull();
    assertThat(inUse("k1").value()).isPositive();

    rotation.run().block(LIMIT);
    assertThat(version(app)).as("nothing is left to do").isEqualTo(version + 1);
  }

  @Test
  void leavesSecretsToInstancesWhoseKeyBecameActiveLater() {
    String app = appUnderTheFormerKey();
    database.execute("insert into key_rotations (purpose, key_id) values " + LATER);
    try {
      rotation.run().block(LIMIT);
      assertThat(stored("sealed", app)).startsWith("k0.");
      assertThat(inUse("k0").value()).isEqualTo(2);
    } finally {
      database.execute("delete from key_rotations where (purpose, key_id) = " + LATER);
    }
    rotation.run().block(LIMIT);
    assertThat(stored("sealed", app)).startsWith("k1.");
  }

  @Test
  void endsWhenInstancesWithTheFormerKeyAreGone() {
    String state = " key_rotations %s where purpose = 'SECRETS' and key_id = 'k1'";
    String finished = "select finished_at is not null from" + state.formatted("");
    rotation.run().block(LIMIT);
    assertThat(database.query(finished)).as("others may still have it").containsExactly("f");
    database.execute("update" + state.formatted("set since = since - interval '1 hour'"));
    try {
      rotation.run().block(LIMIT);
      assertThat(database.query(finished)).containsExactly("t");

      String app = appUnderTheFormerKey();
      rotation.run().block(LIMIT);
      assertThat(stored("sealed", app)).as("nothing is looked through any more").startsWith("k0.");
    } finally {
      database.execute(
          "update" + state.formatted("set since = clock_timestamp(), finished_at = null"));
    }
    rotation.run().block(LIMIT);
    assertThat(inUse("k0")).isNull();
  }

  @Test
  void leavesWhatCannotBeDecryptedAndGoesOn() {
    String broken = platform.app(1);
    database.execute("update app_secrets set sealed = 'lost.AAAA' where app_id = '" + broken + "'");
    String app = appUnderTheFormerKey();
    try {
      rotation.run().block(LIMIT);
      assertThat(stored("sealed", app)).startsWith("k1.");
      assertThat(stored("sealed", broken)).isEqualTo("lost.AAAA");
      assertThat(inUse("lost").value()).isEqualTo(1);
    } finally {
      database.execute("delete from app_secrets where app_id = '" + broken + "'");
    }
  }

  @Test
  void encryptsSecondFactorsAgain() {
    String login = Platform.name("factor") + "@example.com";
    long uid = platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    String page = browser.get("/account/second-factor?return=/console").html();
    Matcher secret = Pattern.compile("<code>([A-Z2-7 ]+)</code>").matcher(page);
    assertThat(secret.find()).isTrue();
    Authenticator device = Authenticator.of(secret.group(1));
    browser.post("/account/second-factor", "code", device.code(0), "return", "/console");
    String where = " from second_factors where uid = " + uid;
    String context = "second-factor/" + uid;
    String plain = box.decrypt(database.query("select sealed_secret" + where).getFirst(), context);
    database.execute(
        "update second_factors set sealed_secret = '%s' where uid = %s"
            .formatted(former.encrypt(plain, context), Long.toString(uid)));

    rotation.run().block(LIMIT);

    String renewed = database.query("select sealed_secret" + where).getFirst();
    assertThat(renewed).startsWith("k1.");
    assertThat(box.decrypt(renewed, context)).isEqualTo(plain);
  }
}
