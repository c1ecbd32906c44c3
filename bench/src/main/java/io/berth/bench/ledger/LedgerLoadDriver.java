package io.berth.bench.ledger;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes payments for a given time, at a rate or with waiting callers. */
final class LedgerLoadDriver {

  private static final int FIRST_PAYER = 100_000;
  private static final int PAYERS = 10_000;
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int MOST_UNDER_WAY = 20_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final LedgerLoad drive;
  private final Payments payments;
  private final String run = Long.toString(System.nanoTime(), 36) + "_";
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final LongAdder paid = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Histogram latencies = new ConcurrentHistogram(1, LONGEST_MICROS, 3);

  LedgerLoadDriver(LedgerLoad drive, Payments payments) {
    this.drive = drive;
    this.payments = payments;
  }

  LedgerLoad.Result run() throws InterruptedException {
    long start = System.nanoTime();
    long end = start + (long) (drive.seconds() * 1e9);
    if (drive.perSecond() == 0) {
      closed(end);
    } else {
      open(start, end);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new LedgerLoad.Result(
        paid.sum(),
        failed.sum(),
        seconds,
        new LedgerLoad.Latencies(millis(50), millis(99), millis(99.9), millis(100)));
  }

  private double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1000.0;
  }

  private void closed(long end) {
    Flux.range(0, drive.callers())
        .flatMap(
            caller ->
                Mono.defer(() -> pay(System.nanoTime())).repeat(() -> System.nanoTime() < end),
            drive.callers())
        .blockLast(TIMEOUT.plusSeconds((long) drive.seconds()));
  }

  private void open(long start, long end) throws InterruptedException {
    for (long sent = 0; ; sent++) {
      long due = start + (long) (sent * 1e9 / drive.perSecond());
      if (due >= end) {
        break;
      }
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(Math.min(left, SHORT_NANOS));
      }
      if (underWay.get() >= MOST_UNDER_WAY) {
        throw new IllegalStateException("cannot keep up with " + drive.perSecond() + "/s");
      }
      pay(due).subscribe();
    }
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (underWay.get() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(1);
    }
  }

  private Mono<Boolean> pay(long intended) {
    RandomGenerator random = RandomGenerator.getDefault();
    long payer = FIRST_PAYER + random.nextInt(PAYERS);
    long merchant = 1L + random.nextInt(drive.merchants());
    underWay.incrementAndGet();
    return payments
        .pay(run + number.incrementAndGet(), payer, merchant)
        .onErrorReturn(false)
        .doOnNext(made -> (made ? paid : failed).increment())
        .doFinally(
            end -> {
              long micros = (System.nanoTime() - intended) / 1000;
              latencies.recordValue(Math.clamp(micros, 1, LONGEST_MICROS));
              underWay.decrementAndGet();
            });
  }
}
