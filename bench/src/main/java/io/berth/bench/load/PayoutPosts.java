package io.berth.bench.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes payouts of the DragonEx protocol; each connection belongs to one app. */
final class PayoutPosts implements RequestScript {

  private static final String PATH = "/api/v1/pay/app2user/do/";
  private static final String PAID = "\"code\":1,";

  private final Traffic.Payouts traffic;
  private final List<SignedPost> posts;
  private long number;

  PayoutPosts(Traffic.Payouts traffic) {
    this.traffic = traffic;
    this.posts =
        traffic.merchants().stream().map(merchant -> new SignedPost(merchant, PATH)).toList();
  }

  @Override
  public byte[] next(int connection) {
    number++;
    long player = traffic.firstPlayer() + number % traffic.players();
    return posts
        .get(connection % posts.size())
        .with(
            "{\"trade_no\":\""
                + traffic.run()
                + number
                + "\",\"uid\":"
                + player
                + ",\"coin_code\":\"usdt\",\"volume\":\"0.001\",\"scene\":\"bench\","
                + "\"desc\":\"\",\"device\":\"bench\"}");
  }

  @Override
  public @Nullable String wrong(int connection, int status, byte[] body) {
    return ResponseChecks.wrongUnless(PAID, status, body);
  }
}
