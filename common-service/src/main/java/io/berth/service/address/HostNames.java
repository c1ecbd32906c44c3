package io.berth.service.address;

import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.RoundRobinDnsAddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import reactor.netty.resources.LoopResources;

/** Resolves host names for outgoing connections. */
public final class HostNames {

  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(2);
  private static final int LONGEST_CACHED_SECONDS = 30;

  private HostNames() {}

  /**
   * Asks the machine's name servers without blocking: by UDP, and by TCP where an answer is too
   * long. No answer is kept for long: a service that moves, or that was not there yet, is found.
   */
  public static AddressResolverGroup<InetSocketAddress> resolver(LoopResources loops) {
    return new DnsAddressResolverGroup(builder(loops));
  }

  /** The same; the addresses behind a name come first in turns. */
  public static AddressResolverGroup<InetSocketAddress> takingTurns(LoopResources loops) {
    return new RoundRobinDnsAddressResolverGroup(builder(loops));
  }

  private static DnsNameResolverBuilder builder(LoopResources loops) {
    return new DnsNameResolverBuilder()
        .channelFactory(() -> loops.onChannel(DatagramChannel.class, loops.onClient(true)))
        .socketChannelFactory(() -> loops.onChannel(SocketChannel.class, loops.onClient(true)))
        .queryTimeoutMillis(QUERY_TIMEOUT.toMillis())
        .ttl(0, LONGEST_CACHED_SECONDS)
        .negativeTtl(1);
  }
}
