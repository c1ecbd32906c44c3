package io.berth.did;

import io.berth.api.TokenOutcome;
import io.berth.api.UserOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.TokenCommand.Login;
import io.berth.api.ErrorCode;
import io.berth.api.ManagementCommand;
import io.berth.api.ManagementCommand.PutApp;
import io.berth.api.ManagementCommand.PutCompany;
import io.berth.api.ManagementCommand.PutUser;
import io.berth.api.Outcome;
import io.berth.dialect.LoginConversation.AuthorizationRequest;
import io.berth.did.identity.Identities;
import io.berth.did.token.AccessCodes;
import io.berth.service.json.BerthJson;
import io.berth.service.vouch.VouchProperties;
import io.berth.service.vouch.Vouchers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Neighbours of did-service in tests: they send it commands. */
@TestComponent
public final class Platform {
  public static final String ADDRESS = "192.0.2.1";
  public static final String CALLBACK = "http://merchant.example/back";
  private static final Set<String> GATEWAYS =
      Set.of("revocation:check", "console:access", "key-use:report");
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final ReactiveWebServerApplicationContext server;
  private final Vouchers gateway;
  private final Vouchers payService;
  private final AccessCodes codes;
  private final Identities identities;
  private final TransactionalOperator transaction;

  Platform(
      ReactiveWebServerApplicationContext server,
      @Value("${berth.vouch.accepts.gateway}") String gatewayKey,
      @Value("${berth.vouch.accepts.pay-service}") String payKey,
      AccessCodes codes,
      Identities identities,
      TransactionalOperator transaction) {
    this.server = server;
    this.gateway = vouchers("gateway", gatewayKey);
    this.payService = vouchers("pay-service", payKey);
    this.codes = codes;
    this.identities = identities;
    this.transaction = transaction;
  }

  private static Vouchers vouchers(String name, String key) {
    return new Vouchers(
        new VouchProperties(
            name, Map.of("did-service", key), Map.of(), Set.of(), Map.of(), List.of(), true),
        Clock.systemUTC());
  }

  public static String name(String start) {
    return start + NAMES.incrementAndGet();
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getWebServer().getPort();
  }

  public WebTestClient web() {
    return WebTestClient.bindToServer()
        .baseUrl(origin())
        .responseTimeout(Duration.ofSeconds(30))
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1 << 20))
        .build();
  }

  public String vouch(Caller caller) {
    boolean ofPayService =
        caller.kind() == Caller.Kind.SERVICE
            && caller.permissions().stream().noneMatch(GATEWAYS::contains);
    return (ofPayService ? payService : gateway).vouch(caller, "did-service");
  }

  public Outcome send(Command command, Caller caller) {
    byte[] answer =
        web()
            .post()
            .uri("/commands")
            .contentType(MediaType.APPLICATION_JSON)
            .header("Berth-Caller", vouch(caller))
            .bodyValue(BerthJson.mapper().writerFor(Command.class).writeValueAsBytes(command))
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return BerthJson.mapper().readValue(answer, Outcome.class);
  }

  /** Whoever owns the machine: nothing waits for anybody. */
  public static Caller operator() {
    return caller(Caller.Kind.OPERATOR, null, null, null, Set.of(ManagementCommand.DIRECT));
  }

  /** Whoever has the operator's token, and does not own the machine. */
  public static Caller token() {
    return caller(Caller.Kind.OPERATOR, null, null, null, Set.of());
  }

  public static Caller merchant(String appId) {
    return caller(Caller.Kind.SERVER, appId, null, null, Set.of());
  }

  /**
   * A client that has proved nothing.
   *
   * @param appId null where it names none
   */
  public static Caller anybody(@Nullable String appId) {
    return anybody(appId, ADDRESS);
  }

  public static Caller anybody(@Nullable String appId, String address) {
    return caller(Caller.Kind.CLIENT, appId, null, null, Set.of(), address);
  }

  public static Caller service(String... permissions) {
    return caller(Caller.Kind.SERVICE, null, null, null, Set.of(permissions));
  }

  /** The gateway speaking for itself. */
  public static Caller gateway(String... permissions) {
    return caller(Caller.Kind.SERVICE, null, null, null, Set.of(permissions));
  }

  public static Caller visitor(@Nullable Long uid, @Nullable String sessionId) {
    return visitor(uid, sessionId, ADDRESS);
  }

  static Caller visitor(@Nullable Long uid, @Nullable String sessionId, String address) {
    return caller(Caller.Kind.PAGE, null, uid, sessionId, Set.of(), address);
  }

  private static Caller caller(
      Caller.Kind kind,
      @Nullable String appId,
      @Nullable Long uid,
      @Nullable String sessionId,
      Set<String> permissions) {
    return caller(kind, appId, uid, sessionId, permissions, ADDRESS);
  }

  private static Caller caller(
      Caller.Kind kind,
      @Nullable String appId,
      @Nullable Long uid,
      @Nullable String sessionId,
      Set<String> permissions,
      String address) {
    return new Caller(
        kind,
        appId,
        appId == null ? null : "dragonex",
        uid,
        Set.of(),
        null,
        null,
        null,
        sessionId,
        permissions,
        address,
        "request-" + NAMES.incrementAndGet());
  }

  /** A user who can sign in with {@code correct horse}. */
  public long user(String login) {
    return user(login, "correct horse", null);
  }

  public long user(String login, @Nullable String password, @Nullable String payPassword) {
    Outcome put =
        send(
            new PutUser(login, null, password, payPassword, "Alice", null, null, null, null),
            operator());
    assertThat(put).isInstanceOf(UserOutcome.Identity.class);
    return ((UserOutcome.Identity) put).uid();
  }

  /** A dragonex app of a company of its own. */
  public String app(Integer... scopes) {
    String appId = name("app");
    assertThat(
            send(
                new PutCompany("company" + appId, Map.of("en", "Acme " + appId), true), operator()))
        .isEqualTo(new Outcome.Done());
    assertThat(send(putApp("company" + appId, appId, scopes), operator()))
        .isInstanceOf(UserOutcome.Identity.class);
    return appId;
  }

  /** Registers another address for the app's logins. */
  public void redirectTo(String appId, String url) {
    PutApp put = PutApp.of("company" + appId, appId).redirectUrls(List.of(url)).build();
    assertThat(send(put, operator())).isInstanceOf(UserOutcome.Identity.class);
  }

  public static PutApp putApp(String companyId, String appId, Integer... scopes) {
    return putApp(companyId, appId, "admin-" + appId + "@example.com", scopes);
  }

  public static PutApp putApp(String companyId, String appId, String admin, Integer... scopes) {
    return PutApp.of(companyId, appId)
        .dialect("dragonex")
        .name(Map.of("en", "Dragon Game", "zh-CN", "龙游戏"))
        .adminLogin(admin)
        .redirectUrls(List.of(CALLBACK))
        .entry("http://merchant.example/")
        .scopes(List.of(scopes))
        .coins(List.of("usdt"))
        .cutRate("0.01")
        .settings(Map.of("resp_check_key", BerthJson.mapper().valueToTree("testKey")))
        .build();
  }

  public static AuthorizationRequest request(String appId, Integer... scopes) {
    return new AuthorizationRequest(
        appId, List.of(scopes), "raw-scopes", "state123", "device12", CALLBACK);
  }

  /** The user says yes; what the redirect would carry. */
  public String code(String appId, long uid, Integer... scopes) {
    return identities
        .grant(appId, uid, Set.of(scopes))
        .then(codes.issue(request(appId, scopes), uid, Set.of(scopes)))
        .as(transaction::transactional)
        .map(AccessCodes.AccessCode::value)
        .block(Duration.ofSeconds(10));
  }

  public static Login login(String code) {
    return new Login(code, "raw-scopes", "state123", "device12");
  }

  public TokenOutcome.TokenGrant tokens(String appId, long uid, Integer... scopes) {
    Outcome outcome = send(login(code(appId, uid, scopes)), merchant(appId));
    assertThat(outcome).isInstanceOf(TokenOutcome.TokenGrant.class);
    return (TokenOutcome.TokenGrant) outcome;
  }

  public static void assertRefused(Outcome outcome, ErrorCode code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
