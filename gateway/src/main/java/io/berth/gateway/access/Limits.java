package io.berth.gateway.access;

import io.netty.util.NetUtil;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Limits the requests of one address and of one app. */
@Component
public final class Limits {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int NETWORK_BYTES = 8;

  private final TokenBuckets addresses;
  private final TokenBuckets apps;

  @Autowired
  Limits(AccessProperties properties) {
    this(properties.limits(), System::nanoTime);
  }

  Limits(AccessProperties.Limits limits, LongSupplier nanoTime) {
    int keys = limits.rememberedKeys();
    addresses =
        new TokenBuckets(limits.addressPerSecond(), SECOND, limits.addressBurst(), keys, nanoTime);
    apps = new TokenBuckets(limits.appPerSecond(), SECOND, limits.appBurst(), keys, nanoTime);
  }

  /** Whether another request from this address is let in. */
  public boolean admitsAddress(String address) {
    return addresses.take(bucketOf(address));
  }

  /** Whether another request of this app is let in; ask only when the app has proved itself. */
  public boolean admitsApp(String appId) {
    return apps.take(appId);
  }

  /** Whoever has one IPv6 address has the 64-bit network around it to choose from. */
  private static String bucketOf(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes == null || bytes.length < NETWORK_BYTES
        ? address
        : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
  }
}
