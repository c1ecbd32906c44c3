package io.berth.callback;

import static io.berth.callback.FakeMerchant.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppRecord.SealedSecret;
import io.berth.api.delivery.DrillCommand;
import io.berth.api.delivery.DrillOutcome.Advice;
import io.berth.api.delivery.DrillOutcome.Call;
import io.berth.api.delivery.DrillOutcome.DrillFound;
import io.berth.api.delivery.DrillOutcome.Exercise;
import io.berth.api.delivery.DrillOutcome.Grade;
import io.berth.api.delivery.DrillOutcome.Graded;
import io.berth.api.delivery.DrillOutcome.NoDrill;
import io.berth.api.delivery.DrillOutcome.Step;
import io.berth.callback.FakeMerchant.Received;
import io.berth.dialect.parameter.Params;
import io.berth.service.command.CommandDispatcher;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.key.SecretBox;
import io.berth.signing.ResponseSignature;
import io.berth.signing.SortedMd5;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.berth.test.server.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Receivers, good and bad, and what the drill says of them. */
@BerthServers(postgres = "berth_callback", kafka = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrillIntegrationTests {

  private static final AtomicInteger APPS = new AtomicInteger();
  private static final String KEY = "a-key-of-the-merchant";

  private RunningService service;
  private TestDatabase database;
  private FakeMerchant merchant;

  @BeforeAll
  void start(TestServers servers) {
    database = servers.database();
    service =
        new RunningService(
            servers, "berth.callback.request.response=1s", "berth.callback.request.total=4s");
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @BeforeEach
  void open() {
    merchant = new FakeMerchant();
  }

  @AfterEach
  void close() {
    merchant.close();
  }

  private String app(String dialect, @Nullable String secret) {
    String appId = "drilled" + APPS.incrementAndGet();
    Map<String, SealedSecret> secrets = new HashMap<>();
    if (secret != null) {
      String context = AppDecryptor.secretContext(appId, secret);
      secrets.put(
          secret,
          new SealedSecret(service.bean(SecretBox.class).encrypt(KEY, context), null, null));
    }
    service.registers(TestOrders.app(appId, dialect, merchant.url("/callback"), secrets));
    return appId;
  }

  private Outcome asks(String appId, DrillCommand command) {
    Caller person =
        Caller.of(Caller.Kind.CONSOLE, "drill-request")
            .withApp(appId, null)
            .withUid(1L)
            .withSession("session")
            .withAddress("127.0.0.1");
    return Objects.requireNonNull(
        service
            .bean(CommandDispatcher.class)
            .handle(command, person)
            .block(Duration.ofSeconds(10)));
  }

  private DrillFound drills(String appId, @Nullable String url) {
    DrillFound started = (DrillFound) asks(appId, new DrillCommand.StartDrill(url));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> read(appId, started.id()).finishedAt() != null);
    return read(appId, started.id());
  }

  private DrillFound read(String appId, long id) {
    return (DrillFound) asks(appId, new DrillCommand.ReadDrill(id));
  }

  private static Graded of(DrillFound drill, Exercise exercise) {
    return drill.exercises().stream()
        .filter(graded -> graded.exercise() == exercise)
        .findFirst()
        .orElseThrow();
  }

  private static void passes(DrillFound drill) {
    assertThat(drill.exercises())
        .allSatisfy(
            graded -> assertThat(graded.grade()).as(graded.toString()).isEqualTo(Grade.PASSED));
    assertThat(of(drill, Exercise.TAMPERED).calls())
        .extracting(Call::step)
        .containsExactly(Step.WRONG_SIGNATURE, Step.AMOUNT_CHANGED, Step.WITHOUT_SIGNATURE);
    assertThat(of(drill, Exercise.DUPLICATES).calls())
        .hasSize(4)
        .extracting(Call::tradeNo)
        .containsOnly(of(drill, Exercise.DUPLICATES).calls().getFirst().tradeNo());
  }

  private void checks(Predicate<Received> signature, String good) {
    merchant.answers(
        call -> signature.test(call) ? status(200, good) : status(403, "wrong signature"));
  }

  private static boolean sealed(Received call) {
    String timestamp = call.headers().get("dragonex-ts");
    String seal = call.headers().get("dragonex-sign");
    byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
    return timestamp != null
        && seal != null
        && ResponseSignature.matches(body, timestamp, KEY, seal);
  }

  @Test
  void aCarefulReceiverOfSignedJsonPasses() {
    String app = app("dragonex", "resp_check_key");
    checks(DrillIntegrationTests::sealed, "");
    passes(drills(app, null));
    assertThat(database.query("select count(*) from deliveries where app_id = '" + app + "'"))
        .as("no order is touched")
        .containsExactly("0");
  }

  @Test
  void aCarefulReceiverOfSignedFormsPasses() {
    String app = app("egret", "app_key");
    checks(
        call -> {
          Map<String, String> fields =
              new HashMap<>(Params.ofForm(call.body().getBytes(StandardCharsets.UTF_8)).all());
          String sign = fields.remove("sign");
          return sign != null && SortedMd5.KEY_APPENDED.matches(fields, KEY, sign);
        },
        "{\"code\":0}");
    passes(drills(app, null));
  }

  @Test
  void aCarefulReceiverOfSignedQueriesPasses() {
    String app = app("wancms", "pay_key");
    checks(
        call -> {
          String query = call.path().substring(call.path().indexOf('?') + 1);
          Map<String, String> fields = new HashMap<>(Params.ofQuery(query).all());
          String sign = fields.remove("sign");
          fields.remove("orderid");
          fields.putIfAbsent("ext", "");
          return sign != null && SortedMd5.KEY_SORTED_IN.matches(fields, KEY, sign);
        },
        "success");
    DrillFound drill = drills(app, null);
    assertThat(of(drill, Exercise.SLOW).calls()).as("a GET has no pieces").isEmpty();
    passes(drill);
  }

  @Test
  void reportsAMerchantThatAcknowledgesForgeries() {
    DrillFound drill = drills(app("dragonex", "resp_check_key"), null);
    assertThat(of(drill, Exercise.TAMPERED).grade()).isEqualTo(Grade.FAILED);
    assertThat(of(drill, Exercise.TAMPERED).advice()).isEqualTo(Advice.FORGERY_ACCEPTED);
    assertThat(of(drill, Exercise.DUPLICATES).advice()).isEqualTo(Advice.CHECK_YOUR_BOOKS);
  }

  @Test
  void reportsAMerchantThatRefusesRepetitions() {
    String app = app("dragonex", "resp_check_key");
    Set<String> seen = ConcurrentHashMap.newKeySet();
    merchant.answers(
        call -> seen.add(call.body()) && sealed(call) ? status(200, "") : status(409, "twice"));
    DrillFound drill = drills(app, null);
    assertThat(of(drill, Exercise.DUPLICATES).grade()).isEqualTo(Grade.FAILED);
    assertThat(of(drill, Exercise.DUPLICATES).advice()).isEqualTo(Advice.REPETITION_REFUSED);
    assertThat(of(drill, Exercise.LATE).grade()).isEqualTo(Grade.PASSED);
  }

  @Test
  void whoRefusesEverythingProvesNothing() {
    merchant.answers(404, "no such page");
    DrillFound drill = drills(app("dragonex", "resp_check_key"), null);
    assertThat(of(drill, Exercise.PLAIN).advice()).isEqualTo(Advice.NOT_ACKNOWLEDGED);
    assertThat(of(drill, Exercise.TAMPERED).grade()).isEqualTo(Grade.NOT_JUDGED);
  }

  @Test
  void nobodyThereEndsTheDrillEarly() {
    String app = app("dragonex", "resp_check_key");
    merchant.close();
    DrillFound drill = drills(app, null);
    assertThat(of(drill, Exercise.PLAIN).advice()).isEqualTo(Advice.UNREACHABLE);
    assertThat(drill.exercises().stream().flatMap(it -> it.calls().stream())).hasSize(1);
  }

  @Test
  void reportsAMerchantThatRespondsTooLate() {
    String app = app("dragonex", "resp_check_key");
    merchant.hangs();
    DrillFound drill = drills(app, null);
    assertThat(of(drill, Exercise.PLAIN).advice()).isEqualTo(Advice.ANSWERS_TOO_LATE);
  }

  @Test
  void callsBackAnUnsignedProtocolWhereEachOrderSays() {
    String app = app("fomo", "client_secret");
    assertThat(asks(app, new DrillCommand.StartDrill(null)))
        .isEqualTo(Outcome.Invalid.of("url", "missing"));
    DrillFound drill = drills(app, merchant.url("/of-the-order"));
    assertThat(merchant.received())
        .allSatisfy(it -> assertThat(it.path()).isEqualTo("/of-the-order"));
    assertThat(of(drill, Exercise.TAMPERED).grade()).isEqualTo(Grade.NOT_JUDGED);
    assertThat(of(drill, Exercise.TAMPERED).advice()).isEqualTo(Advice.PROTOCOL_UNSIGNED);
    assertThat(of(drill, Exercise.LATE).grade()).isEqualTo(Grade.PASSED);
  }

  @Test
  void asksAnAppWithoutAKeyToMakeOne() {
    DrillFound drill = drills(app("dragonex", null), null);
    assertThat(of(drill, Exercise.TAMPERED).advice()).isEqualTo(Advice.NO_KEY_TO_SIGN_WITH);
  }

  @Test
  void oneDrillOfAnAppAtATime() {
    String app = app("dragonex", "resp_check_key");
    merchant.hangs();
    asks(app, new DrillCommand.StartDrill(null));
    assertThat(asks(app, new DrillCommand.StartDrill(null)))
        .isEqualTo(Refusal.of(ErrorCode.TOO_FREQUENT));
  }

  @Test
  void nobodySeesAnothersDrill() {
    String app = app("dragonex", "resp_check_key");
    merchant.answers(200, "secret answer");
    long id = drills(app, null).id();
    String stranger = app("dragonex", "resp_check_key");
    assertThat(asks(stranger, new DrillCommand.ReadDrill(id))).isInstanceOf(NoDrill.class);
  }

  @Test
  void ordersThatDoNotExistAreUnlikeThoseThatDo() {
    String app = app("dragonex", "resp_check_key");
    drills(app, null);
    Set<String> bodies = new HashSet<>();
    merchant.received().forEach(call -> bodies.add(call.body()));
    assertThat(bodies)
        .allSatisfy(
            body ->
                assertThat(body)
                    .contains("BERTH-DRILL-")
                    .contains("\"open_id\":\"" + "0".repeat(32) + "\""));
  }
}
