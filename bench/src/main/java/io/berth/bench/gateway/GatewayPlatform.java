package io.berth.bench.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.berth.api.Topics;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.app.AppRecord;
import io.berth.bench.load.Traffic.Merchant;
import io.berth.bench.process.Child;
import io.berth.bench.process.Jvm;
import io.berth.bench.process.Ready;
import io.berth.bench.process.Worker;
import io.berth.embedded.LocalKafka;
import io.berth.embedded.LocalPorts;
import io.berth.gateway.GatewayApplication;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.json.BerthJson;
import io.berth.service.key.SecretBox;
import io.berth.service.key.SecretsProperties;
import io.berth.standalone.service.Service;
import io.berth.standalone.service.SharedClassPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes did-service's records for a gateway under test: its keys, and apps. */
final class GatewayPlatform implements AutoCloseable {

  static final Merchant MERCHANT =
      new Merchant(
          "benchmark", "0f8fad5bd9cb469fa165708867a2e1f2", "2721a56546de5baf9cfc4b5ceb3cc59f");

  private static final String CHECK_KEY = "check-key-of-the-app";
  private static final String ENCRYPTION_KEY =
      Base64.getEncoder().encodeToString("32-bytes-that-seal-only-in-bench".getBytes());

  private final LocalKafka kafka = LocalKafka.throwaway();
  private final int apps;
  private final ECKey key;
  private final SecretBox box =
      new SecretBox(new SecretsProperties("k1", Map.of("k1", ENCRYPTION_KEY)));

  /**
   * @param apps number of apps, one of which is the merchant's
   */
  GatewayPlatform(int apps) throws InterruptedException {
    this.apps = apps;
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("did-1").generate();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin
            .createTopics(
                List.of(
                    new NewTopic(Topics.APPS, 1, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact")),
                    new NewTopic(Topics.REVOCATIONS, 1, (short) 1)))
            .all()
            .get();
      }
      publish();
    } catch (JOSEException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void publish() throws JOSEException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
            new StringSerializer(),
            new StringSerializer())) {
      send(producer, MERCHANT);
      for (int app = 1; app < apps; app++) {
        send(producer, merchant(app));
      }
      producer.flush();
    }
  }

  private static Merchant merchant(int app) {
    return new Merchant(
        "another" + app,
        String.format(Locale.ROOT, "%032x", 0xacce55 + app),
        String.format(Locale.ROOT, "%032x", 0x5ec2e7 + app));
  }

  private void send(KafkaProducer<String, String> producer, Merchant merchant)
      throws JOSEException {
    JWSObject signed =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("app-record"))
                .keyID(key.getKeyID())
                .build(),
            new Payload(BerthJson.mapper().writeValueAsString(app(merchant))));
    signed.sign(new ECDSASigner(key));
    producer.send(new ProducerRecord<>(Topics.APPS, merchant.appId(), signed.serialize()));
  }

  /** Starts the stub of all services, which responds with this outcome; returns its port. */
  int start(Worker stub, String outcome) throws InterruptedException {
    return stub.ask(
        StubService.Setup.class,
        new StubService.Setup(new JWKSet(key).toPublicJWKSet().toString(), apps, outcome),
        Integer.class,
        60);
  }

  /** Starts a gateway and waits until it is ready. */
  ProxyUnderTest gateway(List<String> flags, int stubPort) throws InterruptedException {
    int port = LocalPorts.free();
    int managementPort = LocalPorts.free();
    Child process =
        Child.start(
            "gateway",
            Jvm.command(
                flags,
                GatewayApplication.class.getName(),
                settings(port, managementPort, stubPort)),
            line -> false);
    Ready.await(
        "http://127.0.0.1:" + managementPort + "/actuator/health/readiness",
        status -> status == 200,
        process);
    return new ProxyUnderTest("Berth's gateway", port, true, process);
  }

  /** The gateway's settings; its limits are on, but too high to be reached. */
  private List<String> settings(int port, int managementPort, int stubPort) {
    String stub = "http://127.0.0.1:" + stubPort;
    String callerTokenKey =
        Base64.getEncoder().encodeToString("32-bytes-that-vouch-only-in-test".getBytes());
    List<String> settings = new ArrayList<>(SharedClassPath.arguments(Service.GATEWAY));
    settings.addAll(
        List.of(
            "--server.port=" + port,
            "--management.server.port=" + managementPort,
            "--spring.main.banner-mode=off",
            "--berth.public-origin=http://localhost:" + port,
            "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--berth.kafka.replication-factor=1",
            "--berth.events.revocations.keys.k1=" + ENCRYPTION_KEY,
            "--berth.events.refusals.active=k1",
            "--berth.events.refusals.keys.k1=" + ENCRYPTION_KEY,
            "--berth.secrets.active=k1",
            "--berth.secrets.keys.k1=" + ENCRYPTION_KEY,
            "--berth.services.did-service.url=" + stub,
            "--berth.services.pay-service.url=" + stub,
            "--berth.services.console.url=" + stub,
            "--berth.services.callback-service.url=" + stub,
            "--berth.vouch.sends.did-service=" + callerTokenKey,
            "--berth.vouch.sends.pay-service=" + callerTokenKey,
            "--berth.vouch.sends.console=" + callerTokenKey,
            "--berth.vouch.sends.callback-service=" + callerTokenKey,
            "--berth.gateway.limits.address-per-second=1000000",
            "--berth.connections.max-per-address=100000",
            "--berth.connections.max-slow-per-address=100000",
            "--berth.connections.max-bodies-per-address=32MB",
            "--berth.gateway.limits.address-burst=1000000",
            "--berth.gateway.limits.app-per-second=1000000",
            "--berth.gateway.limits.app-burst=1000000"));
    return settings;
  }

  private AppRecord app(Merchant merchant) {
    String appId = merchant.appId();
    String accessKey = merchant.accessKey();
    return new AppRecord(
        appId,
        "dragonex",
        new AppProfile(
            1, true, Map.of("en", "App"), new AppCompany("company", true, Map.of("en", "Company"))),
        new AppAccounts(1_000_001, null),
        new AppLinks(List.of("https://game.example/back"), null, null),
        new AppPolicy(
            Set.of(1, 5, 6, 7),
            Set.of(),
            Set.of("usdt"),
            new BigDecimal("0.01"),
            Map.of(),
            false,
            false),
        new AppRecord.Credentials(
            List.of(
                new AppRecord.Key(
                    accessKey,
                    box.encrypt(merchant.secretKey(), AppDecryptor.keyContext(appId, accessKey)),
                    true,
                    List.of())),
            Map.of(),
            Map.of(
                "resp_check_key",
                new AppRecord.SealedSecret(
                    box.encrypt(CHECK_KEY, AppDecryptor.secretContext(appId, "resp_check_key")),
                    null,
                    null))));
  }

  @Override
  public void close() {
    kafka.close();
  }
}
