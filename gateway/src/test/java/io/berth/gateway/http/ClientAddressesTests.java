package io.berth.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressesTests {

  private final ClientAddresses addresses =
      new ClientAddresses(List.of("10.0.0.0/8", "2001:db8:ff::/48", "192.0.2.10"));

  private String from(String peer, String... forwardedFor) {
    return addresses.of(new InetSocketAddress(peer, 4711), List.of(forwardedFor));
  }

  @Test
  void ignoresForwardedAddressesOfUntrustedPeers() {
    assertThat(from("203.0.113.1")).isEqualTo("203.0.113.1");
    assertThat(from("203.0.113.1", "198.51.100.1")).isEqualTo("203.0.113.1");
    assertThat(from("192.0.2.11", "198.51.100.1")).isEqualTo("192.0.2.11");
  }

  @Test
  void acceptsForwardedAddressesOfTrustedProxies() {
    assertThat(from("10.1.2.3", "198.51.100.1")).isEqualTo("198.51.100.1");
    assertThat(from("10.1.2.3", "198.51.100.1, 10.9.9.9")).isEqualTo("198.51.100.1");
    assertThat(from("10.1.2.3", "198.51.100.1", "192.0.2.10")).isEqualTo("198.51.100.1");
    assertThat(from("2001:db8:ff::1", "2001:db8:1::5")).isEqualTo("2001:db8:1:0:0:0:0:5");
  }

  @Test
  void whatTheClientWroteLeftOfItIsNot() {
    assertThat(from("10.1.2.3", "127.0.0.1, 198.51.100.1")).isEqualTo("198.51.100.1");
    assertThat(from("10.1.2.3", "127.0.0.1", "198.51.100.1, 10.0.0.1")).isEqualTo("198.51.100.1");
  }

  @Test
  void garbageEndsTheBelief() {
    assertThat(from("10.1.2.3", "198.51.100.1, unknown")).isEqualTo("10.1.2.3");
    assertThat(from("10.1.2.3", "198.51.100.1, unknown, 10.5.5.5")).isEqualTo("10.5.5.5");
    assertThat(from("10.1.2.3", "")).isEqualTo("10.1.2.3");
    assertThat(from("10.1.2.3", ",,")).isEqualTo("10.1.2.3");
    assertThat(from("10.1.2.3", "host.example")).isEqualTo("10.1.2.3");
  }

  @Test
  void portsAndMappedAddressesAreUnderstood() {
    assertThat(from("10.1.2.3", "198.51.100.1:4711")).isEqualTo("198.51.100.1");
    assertThat(from("10.1.2.3", "[2001:db8::1]:4711")).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(from("10.1.2.3", "::ffff:198.51.100.1")).isEqualTo("198.51.100.1");
    assertThat(from("::ffff:10.1.2.3", "198.51.100.1")).isEqualTo("198.51.100.1");
  }

  @Test
  void whoHasNoAddressIsNowhere() {
    assertThat(addresses.of((InetSocketAddress) null, List.of("198.51.100.1")))
        .isEqualTo("0.0.0.0");
  }

  @Test
  void rangeThatIsNoneStopsTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientAddresses(List.of("10.0.0.0/33")))
        .withMessageContaining("berth.gateway.trusted-proxies")
        .withMessageContaining("10.0.0.0/33");
  }
}
