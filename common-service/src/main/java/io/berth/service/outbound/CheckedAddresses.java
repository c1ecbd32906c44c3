package io.berth.service.outbound;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import reactor.netty.resources.LoopResources;

/**
 * Looks a host up and hands out only what the rules allow. A connection goes to exactly the address
 * that was checked here: a name that answers differently a moment later (DNS rebinding) gains
 * nothing.
 */
final class CheckedAddresses extends AddressResolverGroup<InetSocketAddress> {

  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(2);
  private static final int LONGEST_REMEMBERED_SECONDS = 30;

  private final AddressRules rules;
  private final AddressResolverGroup<InetSocketAddress> names;

  CheckedAddresses(AddressRules rules, AddressResolverGroup<InetSocketAddress> names) {
    this.rules = rules;
    this.names = names;
  }

  /** Asks the machine's name servers without blocking. */
  static CheckedAddresses of(AddressRules rules, LoopResources loops) {
    return new CheckedAddresses(
        rules,
        new DnsAddressResolverGroup(
            new DnsNameResolverBuilder()
                .channelFactory(() -> loops.onChannel(DatagramChannel.class, loops.onClient(true)))
                .socketChannelFactory(
                    () -> loops.onChannel(SocketChannel.class, loops.onClient(true)))
                .queryTimeoutMillis(QUERY_TIMEOUT.toMillis())
                .ttl(0, LONGEST_REMEMBERED_SECONDS)
                .negativeTtl(1)));
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Checked(executor, names.getResolver((EventLoop) executor));
  }

  @Override
  public void close() {
    super.close();
    names.close();
  }

  private final class Checked extends AbstractAddressResolver<InetSocketAddress> {

    private final AddressResolver<InetSocketAddress> delegate;

    Checked(EventExecutor executor, AddressResolver<InetSocketAddress> delegate) {
      super(executor, InetSocketAddress.class);
      this.delegate = delegate;
    }

    /** Never: who says that an address needs no resolving takes it past the rules. */
    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
      return false;
    }

    @Override
    protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
      Promise<List<InetSocketAddress>> all = executor().newPromise();
      all.addListener(
          (Future<List<InetSocketAddress>> done) -> {
            if (done.isSuccess()) {
              promise.trySuccess(done.getNow().getFirst());
            } else {
              promise.tryFailure(done.cause());
            }
          });
      doResolveAll(address, all);
    }

    @Override
    protected void doResolveAll(
        InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
      if (!address.isUnresolved()) {
        handOut(List.of(address), address, promise);
        return;
      }
      delegate
          .resolveAll(address)
          .addListener(
              (Future<List<InetSocketAddress>> done) -> {
                if (done.isSuccess()) {
                  handOut(done.getNow(), address, promise);
                } else {
                  promise.tryFailure(done.cause());
                }
              });
    }

    private void handOut(
        List<InetSocketAddress> found,
        InetSocketAddress asked,
        Promise<List<InetSocketAddress>> promise) {
      List<InetSocketAddress> allowed =
          found.stream().filter(address -> rules.allows(address.getAddress())).toList();
      if (allowed.isEmpty()) {
        promise.tryFailure(
            new ForbiddenTarget(asked.getHostString() + " " + CallProblems.FORBIDDEN));
      } else {
        promise.trySuccess(allowed);
      }
    }
  }
}
