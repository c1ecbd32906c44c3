package io.berth.bench.signing;

import io.berth.signing.ContentSha1;
import io.berth.signing.HeaderSignature;
import io.berth.signing.ResponseSignature;
import io.berth.signing.SortedMd5;
import io.berth.signing.TimestampSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures each signature rule alone, on a request of common size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Signatures {

  private static final String SECRET = "2721a56546de5baf9cfc4b5ceb3cc59f";
  private static final String SECONDS = "1763708400";

  private final byte[] body = "{\"trade_no\":\"1\"}".repeat(32).getBytes(StandardCharsets.UTF_8);
  private final String sha1 = ContentSha1.of(body);
  private final Map<String, List<String>> headers =
      Map.of(
          "host", List.of("localhost"),
          "app-id", List.of("appidfortest"),
          "content-sha1", List.of(sha1),
          "content-type", List.of("application/json"),
          "date", List.of("Fri, 21 Nov 2025 07:00:00 GMT"),
          "content-length", List.of("512"));
  private final String signature = header().sign(SECRET);
  private final Map<String, String> parameters =
      Map.of("uid", "1000000", "app_id", "1001", "money", "6.5", "time", SECONDS, "ext", "sword");
  private final String md5 = SortedMd5.KEY_LAST.sign(parameters, SECRET);

  private HeaderSignature header() {
    return HeaderSignature.of("POST", "/api/v1/pay/app2user/do/", headers, List.of("dragonex-"));
  }

  @Benchmark
  public boolean headerHmacSha1() {
    return header().matches(SECRET, signature);
  }

  @Benchmark
  public boolean bodySha1() {
    return ContentSha1.matches(body, sha1);
  }

  @Benchmark
  public String responseSignature() {
    return ResponseSignature.sign(body, SECONDS, SECRET);
  }

  @Benchmark
  public String secretAndTimestampSha1() {
    return TimestampSignature.sign(SECRET, SECONDS);
  }

  @Benchmark
  public boolean sortedMd5KeyLast() {
    return SortedMd5.KEY_LAST.matches(parameters, SECRET, md5);
  }

  @Benchmark
  public String sortedMd5KeySortedIn() {
    return SortedMd5.KEY_SORTED_IN.sign(parameters, SECRET);
  }

  @Benchmark
  public String sortedMd5KeyAppended() {
    return SortedMd5.KEY_APPENDED.sign(parameters, SECRET);
  }
}
