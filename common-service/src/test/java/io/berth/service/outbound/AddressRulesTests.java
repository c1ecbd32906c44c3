package io.berth.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTests {

  private final AddressRules strict = new AddressRules(false);
  private final AddressRules local = new AddressRules(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.0.9",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "::1",
        "fc00::1",
        "fd00:ec2::254"
      })
  void refusesPrivateNetworksUnlessTheOperatorAllowsThem(String address) {
    assertThat(strict.allows(InetAddress.ofLiteral(address))).isFalse();
    assertThat(local.allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        "5f00::1",
        "64:ff9b:1::1",
        "4000::1",
        "::8.8.8.8"
      })
  void refusesWhatIsNeverAMerchant(String address) {
    assertThat(strict.allows(InetAddress.ofLiteral(address))).isFalse();
    assertThat(local.allows(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "169.253.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void allowsPublicAddresses(String address) {
    assertThat(strict.allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "2002:a9fe:a9fe::"
      })
  void refusesAnAddressThatCarriesARefusedOne(String address) {
    assertThat(strict.allows(InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void allowsAnAddressThatCarriesAPublicOne() {
    assertThat(strict.allows(InetAddress.ofLiteral("64:ff9b::8.8.8.8"))).isTrue();
    assertThat(strict.allows(InetAddress.ofLiteral("2002:808:808::1"))).isTrue();
  }

  @Test
  void seesThroughMappedAddresses() throws UnknownHostException {
    assertThat(strict.allows(InetAddress.ofLiteral("::ffff:127.0.0.1"))).isFalse();
    assertThat(strict.allows(InetAddress.ofLiteral("::ffff:8.8.8.8"))).isTrue();
    byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
    assertThat(strict.allows(InetAddress.getByAddress(mapped))).isFalse();
  }
}
