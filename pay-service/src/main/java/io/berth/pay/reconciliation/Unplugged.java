package io.berth.pay.reconciliation;

import io.berth.dialect.App;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
class Unplugged implements MerchantCalls {
  @Override
  public Mono<byte[]> post(App app, String url, byte[] body, String requestId) {
    return Mono.error(new CallFailed("not yet"));
  }
}
