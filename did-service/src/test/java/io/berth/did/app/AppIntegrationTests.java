package io.berth.did.app;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.operator;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.Subject;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.NewKey;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.app.ManagementCommand.Republish;
import io.berth.api.user.IdentityRecord;
import io.berth.api.user.UserCommand.ResolveIdentities;
import io.berth.api.user.UserCommand.ResolveIdentities.Wanted;
import io.berth.api.user.UserOutcome;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.json.BerthJson;
import io.berth.test.server.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DidServiceTest
class AppIntegrationTests {
  @Autowired Platform platform;
  @Autowired AppRecords records;
  @Autowired AppDecryptor decryptor;

  private final String app = name("app");
  private final String company = "company" + app;

  private AppRecord stored() {
    return records.find(app).block(Duration.ofSeconds(10));
  }

  private PutApp keys(@Nullable List<NewKey> keys, @Nullable String checkKey) {
    return PutApp.of(company, app)
        .keys(keys)
        .settings(
            checkKey == null
                ? null
                : Map.of("resp_check_key", BerthJson.mapper().valueToTree(checkKey)))
        .build();
  }

  private Outcome make() {
    platform.send(new PutCompany(company, Map.of("en", "Acme " + company), null), operator());
    return platform.send(Platform.putApp(company, app, 1, 2, 5, 8), operator());
  }

  @Test
  void puttingTheSameAppAgainChangesNothing() {
    make();
    platform.send(
        keys(List.of(new NewKey("access", "secret", List.of("10.0.0.0/8"), null)), null),
        operator());
    AppRecord before = stored();
    assertThat(before.policy().scopes()).as("2 and 8 are closed").containsExactlyInAnyOrder(1, 5);

    make();
    platform.send(keys(List.of(new NewKey("access", "secret", null, null)), "testKey"), operator());
    assertThat(stored()).isEqualTo(before);

    platform.send(keys(List.of(new NewKey("access", "secret", null, false)), null), operator());
    AppRecord after = stored();
    assertThat(after.profile().version()).isEqualTo(before.profile().version() + 1);
    assertThat(after.credentials().keys().getFirst().enabled()).isFalse();
    assertThat(after.credentials().keys().getFirst().ips()).containsExactly("10.0.0.0/8");
    assertThat(after.links().redirectUrls()).isEqualTo(before.links().redirectUrls());
  }

  @Test
  void aReplacedSecretStaysGoodForAWhile() {
    make();
    platform.send(keys(null, "anotherKey"), operator());

    var secret = decryptor.decrypt(stored()).credentials().secrets().get("resp_check_key");
    assertThat(secret.current().reveal()).isEqualTo("anotherKey");
    assertThat(secret.previous().reveal()).isEqualTo("testKey");
    assertThat(stored().toString()).doesNotContain("anotherKey");
  }

  @Test
  void refusesMalformedApps() {
    make();
    List<NewKey> six =
        IntStream.range(0, 6).mapToObj(i -> new NewKey("k" + i, "s", null, null)).toList();
    assertRefused(platform.send(keys(six, null), operator()), ErrorCode.TOO_MANY_KEYS);
    assertThat(stored().credentials().keys()).isEmpty();
    PutApp good = Platform.putApp(company, app, 1);
    assertRefused(
        platform.send(PutApp.of(company, app).dialect("ones").build(), operator()),
        ErrorCode.BAD_PARAMETER);
    assertRefused(
        platform.send(
            PutApp.of(company, app).redirectUrls(List.of("javascript:alert(1)")).build(),
            operator()),
        ErrorCode.BAD_PARAMETER);
    assertRefused(platform.send(good, merchant(app)), ErrorCode.NO_PERMISSION);
  }

  @Test
  void everyChangeIsPublishedSigned(TestServers servers) {
    make();
    platform.send(
        new PutCompany(company, Map.of("en", "Acme & Sons " + company), false), operator());

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              AppRecord last = last(servers);
              assertThat(last).isEqualTo(stored());
              assertThat(last.profile().company().enabled()).isFalse();
              assertThat(last.profile().version()).isEqualTo(2);
            });
  }

  private AppRecord last(TestServers servers) throws Exception {
    byte[] keySet =
        platform
            .web()
            .get()
            .uri("/.well-known/jwks.json")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    JWKSet keys = JWKSet.parse(new String(keySet, StandardCharsets.UTF_8));
    assertThat(keys.getKeys()).hasSize(2).noneMatch(key -> key.isPrivate());
    JWSObject signed =
        JWSObject.parse(
            servers.kafka().records("berth.apps").stream()
                .filter(record -> record.key().equals(app))
                .toList()
                .getLast()
                .value());
    assertThat(
            signed.verify(
                new ECDSAVerifier(keys.getKeyByKeyId(signed.getHeader().getKeyID()).toECKey())))
        .isTrue();
    return AppRecords.canonical(
        BerthJson.mapper().readValue(signed.getPayload().toString(), AppRecord.class));
  }

  @Test
  void usersArePutAgainAndAgain() {
    String login = name("user") + "@example.com";
    make();
    String openId =
        "59991c0e35855a48bb1157295dd6" + String.format(Locale.ROOT, "%04d", app.hashCode() & 0xfff);
    long uid = 5_000_000 + (System.nanoTime() & 0xffffff);
    PutUser put =
        new PutUser(
            login,
            uid,
            "short",
            "1",
            "Alice",
            "https://a.example/x.png",
            Map.of(app, openId),
            null,
            List.of("operator"));

    for (int i = 0; i < 2; i++) {
      assertThat(platform.send(put, operator()))
          .isInstanceOfSatisfying(
              UserOutcome.Identity.class, made -> assertThat(made.uid()).isEqualTo(uid));
    }
    assertThat(resolve(new Subject.OpenId(openId)))
        .isInstanceOfSatisfying(
            UserOutcome.Identity.class,
            identity -> {
              assertThat(identity.uid()).isEqualTo(uid);
              assertThat(identity.grantedScopes()).isEmpty();
            });
    assertThat(platform.tokens(app, uid, 1).openId()).isEqualTo(openId);
    assertRefused(
        platform.send(
            new PutUser(
                name("user") + "@example.com", uid, null, null, null, null, null, null, null),
            operator()),
        ErrorCode.BAD_PARAMETER);
    assertRefused(
        platform.send(
            new PutUser(
                name("user") + "@example.com",
                Realm.FIRST_TEST_UID + 7,
                null,
                null,
                null,
                null,
                null,
                null,
                null),
            operator()),
        ErrorCode.BAD_PARAMETER);
    assertRefused(resolve(new Subject.Uid(999)), ErrorCode.USER_UNKNOWN);
    assertRefused(resolve(new Subject.OpenId("0".repeat(32))), ErrorCode.OPEN_ID_UNKNOWN);
    assertRefused(resolve(new Subject.OpenIdAndUid(openId, uid)), ErrorCode.BAD_PARAMETER);
    List<Subject> many =
        List.of(
            new Subject.Uid(999),
            new Subject.OpenId(openId),
            new Subject.Uid(uid),
            new Subject.OpenId("0".repeat(32)),
            new Subject.Uid(platform.user(name("stranger") + "@example.com")));
    assertThat(resolve(many)).isEqualTo(many.stream().map(this::resolve).toList());
  }

  private Outcome resolve(Subject subject) {
    return resolve(List.of(subject)).getFirst();
  }

  private List<Outcome> resolve(List<Subject> users) {
    List<Wanted> wanted = users.stream().map(user -> new Wanted(app, user)).toList();
    Outcome resolved =
        platform.send(new ResolveIdentities(wanted), Platform.service("identity:resolve"));
    return ((UserOutcome.Identities) resolved).outcomes();
  }

  @Test
  void everythingIsPublishedAgainOnCommand(TestServers servers) {
    make();
    long uid = platform.user(name("user") + "@example.com");
    platform.tokens(app, uid, 1, 5);
    await(servers, uid, 1);

    assertThat(platform.send(new Republish(), operator())).isEqualTo(new Outcome.Done());

    await(servers, uid, 2);
    assertThat(platform.send(new Republish(), Caller.of(Caller.Kind.SERVICE, "request-1")))
        .isInstanceOf(Outcome.Refusal.class);
  }

  private void await(TestServers servers, long uid, int times) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(servers.kafka().records("berth.identities"))
                    .filteredOn(record -> record.key().equals(app + ":" + uid))
                    .hasSize(times)
                    .allSatisfy(
                        record ->
                            assertThat(
                                    BerthJson.mapper()
                                        .readValue(record.value(), IdentityRecord.class)
                                        .grantedScopes())
                                .containsExactlyInAnyOrder(1, 5)));
  }
}
