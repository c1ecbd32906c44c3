package io.berth.service.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTests {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "64:ff9b::192.0.2.1, 192.0.2.1",
    "2002:c000:0201:7::1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:0db8:0001:0002::/64",
    "2001:db8:1:2::, 2001:0db8:0001:0002::/64",
    "fe80::1%eth0, fe80:0000:0000:0000::/64",
    "::1, 0000:0000:0000:0000::/64"
  })
  void ofOneClientAllAddressesAreOneBlock(String address, String block) {
    assertThat(AddressBlock.of(address)).hasToString(block);
    assertThat(AddressBlock.of(InetAddress.ofLiteral(address.replaceFirst("%.*", ""))))
        .hasToString(block);
  }

  @Test
  void twoClientsAreTwoBlocks() {
    assertThat(AddressBlock.of("192.0.2.1")).isNotEqualTo(AddressBlock.of("192.0.2.2"));
    assertThat(AddressBlock.of("2001:db8:1:2::1")).isNotEqualTo(AddressBlock.of("2001:db8:1:3::1"));
  }

  @Test
  void whatIsNoAddressIsABlockByItself() {
    assertThat(AddressBlock.of("unknown")).hasToString("unknown");
    assertThat(AddressBlock.of("no:address")).hasToString("no:address");
  }
}
