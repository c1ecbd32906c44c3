package io.berth.service.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSettingsTests {

  private static final KnownSettings KNOWN =
      KnownSettings.of(
          List.of(
              "berth.public-origin",
              "berth.did.sessions.tries-per-account",
              "berth.did.sessions.lifetime",
              "berth.gateway.trusted-proxies[]",
              "berth.vouch.sends.*",
              "berth.vouch.permits.*[]",
              "berth.pages.libraries.*",
              "berth.events.*.active",
              "berth.events.*.keys.*"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "berth.public-origin",
        "berth.publicOrigin",
        "berth.did.sessions.tries_per_account",
        "berth.gateway.trusted-proxies",
        "berth.gateway.trusted-proxies[0]",
        "berth.vouch.sends.did-service",
        "berth.vouch.permits.gateway",
        "berth.vouch.permits.gateway[1]",
        "berth.pages.libraries[/assets/console/htmx.js]",
        "berth.events.orders.active",
        "berth.events.orders.keys.k1",
        "BERTH_PUBLICORIGIN",
        "BERTH_PUBLIC_ORIGIN",
        "BERTH_DID_SESSIONS_TRIESPERACCOUNT",
        "BERTH_DID_SESSIONS_TRIES_PER_ACCOUNT",
        "BERTH_GATEWAY_TRUSTEDPROXIES_0",
        "BERTH_GATEWAY_TRUSTEDPROXIES_0_",
        "BERTH_VOUCH_SENDS_DIDSERVICE",
        "BERTH_EVENTS_ORDERS_KEYS_K1",
        "berth.home",
        "BERTH_JAVA_OPTIONS"
      })
  void knowsEverySpelling(String name) {
    assertThat(KnownSettings.isOurs(name)).isTrue();
    assertThat(KNOWN.contains(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "berth.public-orign, berth.public-origin",
    "berth.did.session.lifetime, berth.did.sessions.lifetime",
    "berth.did.sessions.lifetime[0], berth.did.sessions.lifetime",
    "berth.gateway.trusted-proxy, berth.gateway.trusted-proxies",
    "berth.vouch.send.gateway, berth.vouch.sends.*",
    "BERTH_PUBLICORIGN, BERTH_PUBLICORIGIN",
    "BERTH_DID_SESSIONS_TRIES_PER_ACOUNT, BERTH_DID_SESSIONS_TRIESPERACCOUNT"
  })
  void namesTheNearestOfAnUnknownOne(String unknown, String nearest) {
    assertThat(KNOWN.contains(unknown)).isFalse();
    assertThat(KNOWN.nearest(unknown)).contains(nearest);
  }

  @Test
  void namesNoneWhereNoneIsLikeIt() {
    assertThat(KNOWN.nearest("berth.x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.main.banner-mode",
        "PATH",
        "BERTHA",
        "BERTH_GATEWAY_SERVICE_HOST",
        "BERTH_GATEWAY_SERVICE_PORT_HTTP",
        "BERTH_GATEWAY_PORT",
        "BERTH_GATEWAY_PORT_8080_TCP_ADDR"
      })
  void leavesOthersAlone(String name) {
    assertThat(KnownSettings.isOurs(name)).isFalse();
  }
}
