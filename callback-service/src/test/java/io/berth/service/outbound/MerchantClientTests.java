package io.berth.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.callback.FakeMerchant;
import io.berth.dialect.callback.Callbacks.Message;
import io.berth.dialect.http.HttpUrl;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

class MerchantClientTests {

  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final LoopResources loops = LoopResources.create("client", 1, true);
  private final FakeMerchant merchant = new FakeMerchant();
  private final MerchantClient client = client(new AddressRules(true));

  @AfterEach
  void close() {
    client.close();
    merchant.close();
    loops.dispose();
  }

  private MerchantClient client(AddressRules rules) {
    return new MerchantClient(rules, loops, LIMIT, SILENCE, LIMIT);
  }

  @Test
  void sendsWhatTheDialectBuilt() {
    byte[] body = "{\"volume\":\"1\",\"名\":1}".getBytes(StandardCharsets.UTF_8);
    Reply reply =
        send(
            new Message(
                "POST",
                HttpUrl.of(merchant.url("/callback?keep=%E4%BD%A0&x=a+b#gone")),
                Map.of("Content-Type", "application/json", "dragonex-sign", "abc"),
                body));

    assertThat(reply).isInstanceOf(Reply.Answered.class);
    FakeMerchant.Received received = merchant.received().getFirst();
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.path()).isEqualTo("/callback?keep=%E4%BD%A0&x=a+b");
    assertThat(received.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(body);
    assertThat(received.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("dragonex-sign", "abc")
        .containsEntry("content-length", String.valueOf(body.length))
        .containsEntry("host", "127.0.0.1:" + merchant.port())
        .containsEntry("x-request-id", "request-1")
        .doesNotContainKeys("transfer-encoding", "accept-encoding");
  }

  @Test
  void sendsAGetWithoutABody() {
    send(get(merchant.url("/callback?status=success")));
    FakeMerchant.Received received = merchant.received().getFirst();
    assertThat(received.method()).isEqualTo("GET");
    assertThat(received.headers()).doesNotContainKeys("content-length", "transfer-encoding");
  }

  @Test
  void keepsAConnectionForTheNextCallOfTheSameOrigin() {
    for (int i = 0; i < 3; i++) {
      assertThat(answered(get(merchant.url("/"))).status()).isEqualTo(200);
    }
    assertThat(merchant.callers()).hasSize(1);
  }

  @Test
  void repeatsACallOnceWhereAKeptConnectionIsClosed() {
    send(get(merchant.url("/first")));
    merchant.then(FakeMerchant.hangingUp());
    assertThat(answered(get(merchant.url("/second"))).status()).isEqualTo(200);
    assertThat(merchant.received())
        .extracting(FakeMerchant.Received::path)
        .containsExactly("/first", "/second", "/second");

    send(get(merchant.url("/third")));
    merchant.then(FakeMerchant.hangingUp()).then(FakeMerchant.hangingUp());
    assertThat(send(get(merchant.url("/fourth")))).isInstanceOf(Reply.Unanswered.class);
    assertThat(merchant.received()).as("not twice").hasSize(6);
  }

  @Test
  void repeatsACallWithItsBody() {
    Message post =
        new Message(
            "POST",
            HttpUrl.of(merchant.url("/")),
            Map.of(),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    send(post);
    merchant.then(FakeMerchant.hangingUp());
    assertThat(send(post)).isInstanceOf(Reply.Answered.class);
    assertThat(merchant.received())
        .hasSize(3)
        .allSatisfy(received -> assertThat(received.body()).isEqualTo("{\"a\":1}"));
  }

  @Test
  void repeatsNothingOnANewConnection() {
    merchant.then(FakeMerchant.hangingUp());
    assertThat(send(get(merchant.url("/"))))
        .isInstanceOfSatisfying(
            Reply.Unanswered.class,
            unanswered ->
                assertThat(unanswered.error())
                    .isEqualTo("the connection was closed before an answer"));
    assertThat(merchant.received()).hasSize(1);
  }

  @Test
  void repeatsNothingThatIsMerelySlow() {
    send(get(merchant.url("/first")));
    merchant.then(FakeMerchant.hanging());
    assertThat(send(get(merchant.url("/second")))).isInstanceOf(Reply.Unanswered.class);
    assertThat(merchant.received()).hasSize(2);
  }

  @Test
  void doesNotFollowRedirects() {
    merchant.then(
        response -> response.status(302).header("Location", merchant.url("/elsewhere")).send());
    assertThat(answered(get(merchant.url("/callback"))).status()).isEqualTo(302);
    assertThat(merchant.received()).hasSize(1);
  }

  @Test
  void readsRetryAfter() {
    merchant.then(response -> response.status(503).header("Retry-After", "77").send());
    assertThat(answered(get(merchant.url("/"))).retryAfter()).isEqualTo(Duration.ofSeconds(77));
  }

  @Test
  void givesUpOnSilence() {
    merchant.hangs();
    Reply reply = send(get(merchant.url("/")));
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Unanswered.class,
            unanswered -> assertThat(unanswered.error()).isEqualTo("no answer in time"));
    assertThat(reply.duration()).isLessThan(LIMIT);
  }

  @Test
  void doesNotWaitForABodyWithoutAnEnd() {
    merchant.then(
        response ->
            response.sendString(
                Flux.interval(Duration.ofMillis(50)).onBackpressureDrop().map(n -> "drip")));
    Reply.Answered answered = answered(get(merchant.url("/")));
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.complete()).isFalse();
    assertThat(answered.duration()).isBetween(Duration.ofMillis(300), LIMIT.plusSeconds(10));
  }

  @Test
  void dropsTheConnectionOfALongBody() {
    AtomicInteger chunks = new AtomicInteger();
    merchant.then(
        response ->
            response.send(
                ByteBufFlux.fromString(
                    Flux.range(0, 20_000)
                        .doOnNext(n -> chunks.incrementAndGet())
                        .map(n -> "x".repeat(10_000)))));
    Reply.Answered answered = answered(get(merchant.url("/")));
    assertThat(answered.body()).hasSize(BodyCollector.LIMIT);
    assertThat(answered.complete()).isFalse();
    assertThat(chunks.get()).as("of 200 MB, what fits into buffers").isLessThan(5_000);
  }

  @Test
  void saysThatNobodyIsThere() {
    String gone = merchant.url("/");
    merchant.close();
    assertThat(send(get(gone)))
        .isInstanceOfSatisfying(
            Reply.Unanswered.class,
            unanswered -> assertThat(unanswered.error()).isEqualTo("connection refused"));
    assertThat(send(get("http://no-such-host.invalid/")))
        .isInstanceOfSatisfying(
            Reply.Unanswered.class, unanswered -> assertThat(unanswered.error()).contains("name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "http://[::1]:%d/",
        "http://[::ffff:127.0.0.1]:%d/",
        "http://[64:ff9b::7f00:1]:%d/",
        "http://localhost:%d/",
        "http://0.0.0.0:%d/",
        "http://10.1.2.3:%d/",
        "http://169.254.169.254/latest/meta-data/#%d"
      })
  void callsNoPrivateAddress(String target) {
    try (MerchantClient strict = client(new AddressRules(false))) {
      Reply reply =
          strict
              .send(get(target.replace("%d", Integer.toString(merchant.port()))), "request-1")
              .block();
      assertThat(reply).isInstanceOf(Reply.Unsent.class);
      assertThat(merchant.received()).isEmpty();
    }
  }

  @Test
  void callsHostsWithUnderscoresAndInOtherScripts() {
    AtomicReference<String> asked = new AtomicReference<>();
    CheckedAddresses addresses =
        new CheckedAddresses(
            new AddressRules(true),
            names(
                host -> {
                  asked.set(host);
                  return "127.0.0.1";
                }));
    try (MerchantClient named =
        new MerchantClient(
            addresses, loops, Http11SslContextSpec.forClient(), LIMIT, LIMIT, LIMIT)) {
      Map.of("game_1.example", "game_1.example", "例子.测试", "xn--fsqu00a.xn--0zwm56d")
          .forEach(
              (given, name) -> {
                String url = "http://" + given + ":" + merchant.port() + "/a|b?c=1 2";
                assertThat(named.send(get(url), "r").block()).isInstanceOf(Reply.Answered.class);
                assertThat(asked).hasValue(name);
                FakeMerchant.Received received = merchant.received().getLast();
                assertThat(received.path()).isEqualTo("/a%7Cb?c=1%202");
                assertThat(received.headers()).containsEntry("host", name + ":" + merchant.port());
              });
    }
  }

  @Test
  void connectsOnlyToWhatWasChecked() {
    AtomicInteger lookups = new AtomicInteger();
    AddressResolverGroup<InetSocketAddress> rebinding =
        names(host -> lookups.incrementAndGet() == 1 ? "10.0.0.1" : "127.0.0.1");
    CheckedAddresses addresses = new CheckedAddresses(new AddressRules(false), rebinding);
    try (MerchantClient strict =
        new MerchantClient(
            addresses, loops, Http11SslContextSpec.forClient(), LIMIT, LIMIT, LIMIT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(strict.send(get("http://rebind.example:" + merchant.port()), "r").block())
            .isInstanceOf(Reply.Unsent.class);
      }
    }
    assertThat(lookups.get())
        .as("one lookup per call, of which every answer is checked")
        .isEqualTo(3);
    assertThat(merchant.received()).isEmpty();
  }

  @Test
  void refusesHeadersThatWouldBreakOut() {
    for (Map<String, String> headers :
        List.of(Map.of("x", "a\r\nHost: evil"), Map.of("x\r\nHost: evil", "a"), Map.of("", "a"))) {
      Reply reply = send(new Message("GET", HttpUrl.of(merchant.url("/")), headers, new byte[0]));
      assertThat(reply).isInstanceOf(Reply.Unsent.class);
    }
    assertThat(merchant.received()).isEmpty();
  }

  @Test
  void verifiesCertificatesAndTheirNames(@TempDir Path directory) throws Exception {
    KeyStore store = certificateFor("merchant.example", directory);
    try (FakeMerchant secure = new FakeMerchant(https(store))) {
      assertThat(tls(Http11SslContextSpec.forClient(), "merchant.example", secure.port()))
          .as("an authority that nobody knows")
          .isInstanceOfSatisfying(
              Reply.Unanswered.class, reply -> assertThat(reply.error()).contains("TLS"));
      assertThat(tls(trusting(store), "other.example", secure.port()))
          .as("another's certificate")
          .isInstanceOfSatisfying(
              Reply.Unanswered.class, reply -> assertThat(reply.error()).contains("TLS"));
      assertThat(secure.received()).isEmpty();

      assertThat(tls(trusting(store), "merchant.example", secure.port()))
          .isInstanceOf(Reply.Answered.class);
      assertThat(secure.received().getFirst().headers())
          .containsEntry("host", "merchant.example:" + secure.port());
    }
  }

  private Reply tls(Http11SslContextSpec tls, String host, int port) {
    CheckedAddresses addresses =
        new CheckedAddresses(new AddressRules(true), names(name -> "127.0.0.1"));
    Duration patient = Duration.ofSeconds(5);
    try (MerchantClient secure =
        new MerchantClient(addresses, loops, tls, patient, patient, patient)) {
      return secure.send(get("https://" + host + ":" + port + "/"), "request-1").block();
    }
  }

  private static KeyStore certificateFor(String host, Path directory) throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "merchant",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storepass",
                "password",
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return KeyStore.getInstance(file.toFile(), "password".toCharArray());
  }

  private static HttpServer https(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "password".toCharArray());
    return HttpServer.create()
        .secure(spec -> spec.sslContext(Http11SslContextSpec.forServer(keys)));
  }

  private static Http11SslContextSpec trusting(KeyStore store) throws Exception {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("merchant", store.getCertificate("merchant"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    return Http11SslContextSpec.forClient().configure(builder -> builder.trustManager(trust));
  }

  private static AddressResolverGroup<InetSocketAddress> names(UnaryOperator<String> directory) {
    return new AddressResolverGroup<>() {
      @Override
      protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(
            executor,
            new InetNameResolver(executor) {
              @Override
              protected void doResolve(String host, Promise<InetAddress> promise) {
                promise.setSuccess(InetAddress.ofLiteral(directory.apply(host)));
              }

              @Override
              protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                promise.setSuccess(List.of(InetAddress.ofLiteral(directory.apply(host))));
              }
            });
      }
    };
  }

  private Reply.Answered answered(Message message) {
    Reply reply = send(message);
    assertThat(reply).isInstanceOf(Reply.Answered.class);
    return (Reply.Answered) reply;
  }

  private Reply send(Message message) {
    Reply reply = client.send(message, "request-1").block(Duration.ofSeconds(10));
    // The connection goes back in the same turn of its loop that brought the reply.
    loops.onClient(true).submit(() -> {}).syncUninterruptibly();
    return reply;
  }

  private static Message get(String url) {
    return new Message("GET", HttpUrl.of(url), Map.of(), new byte[0]);
  }
}
