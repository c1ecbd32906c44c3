package io.berth.callback;

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
import io.berth.api.app.AppRecord;
import io.berth.service.directory.DirectorySource;
import io.berth.service.directory.DirectoryState;
import io.berth.service.json.BerthJson;
import io.berth.service.key.KeySource;
import io.berth.service.key.TokenType;
import io.berth.test.kafka.TestKafka;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

/** Signs apps the way did-service does. */
@TestConfiguration(proxyBeanMethods = false)
class FakeDidService {

  private static final ECKey KEY = key();

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("did-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Bean
  KeySource keySource() {
    return () -> Mono.just(new JWKSet(KEY.toPublicJWK()).toString());
  }

  @Bean
  DirectorySource directorySource() {
    return () -> Mono.just(new DirectoryState(0, 0, null));
  }

  static void publish(TestKafka kafka, AppRecord app) {
    try {
      JWSObject signed =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .keyID("did-1")
                  .type(new JOSEObjectType(TokenType.APP_RECORD.header()))
                  .build(),
              new Payload(BerthJson.mapper().writeValueAsString(app)));
      signed.sign(new ECDSASigner(KEY));
      kafka.send(Topics.APPS, app.appId(), signed.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
