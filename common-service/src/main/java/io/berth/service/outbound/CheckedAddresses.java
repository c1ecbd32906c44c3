package io.berth.service.outbound;

import io.berth.service.address.HostNames;
import io.netty.channel.EventLoop;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;
import reactor.netty.resources.LoopResources;

/**
 * Looks a host up and hands out only what the rules allow. A connection goes to exactly the address
 * that was checked here: a name that answers differently a moment later (DNS rebinding) gains
 * nothing.
 */
final class CheckedAddresses extends AddressResolverGroup<InetSocketAddress> {

  private final AddressRules rules;
  private final AddressResolverGroup<InetSocketAddress> names;

  CheckedAddresses(AddressRules rules, AddressResolverGroup<InetSocketAddress> names) {
    this.rules = rules;
    this.names = names;
  }

  static CheckedAddresses of(AddressRules rules, LoopResources loops) {
    return new CheckedAddresses(rules, HostNames.resolver(loops));
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
