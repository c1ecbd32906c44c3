package io.berth.callback.lifecycle;

import io.berth.callback.delivery.DueDeliveryPoller;
import io.berth.callback.schedule.AppConcurrency;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.readiness.PartState;
import io.berth.service.readiness.ReadinessPart;
import io.berth.service.wakeup.PostgresListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Opens when the app directory is complete: before, an app that is merely not read yet would look
 * like one that does not exist. Closes when the calls that are on their way have come back.
 */
@Component("ordersHealthIndicator")
class DeliveryLifecycle implements SmartLifecycle, ReadinessPart {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLifecycle.class);
  private static final Duration POLL = Duration.ofMillis(20);

  private final TopicFollower directory;
  private final ConcurrentMessageListenerContainer<byte[], byte[]> orders;
  private final DueDeliveryPoller poller;
  private final AppConcurrency concurrency;
  private final PostgresListener notifications;
  private final MaintenanceJobs jobs;
  private volatile Disposable.Composite work = Disposables.composite();
  private volatile boolean running;

  DeliveryLifecycle(
      TopicFollower directory,
      ConcurrentMessageListenerContainer<byte[], byte[]> orders,
      DueDeliveryPoller poller,
      AppConcurrency concurrency,
      PostgresListener notifications,
      MaintenanceJobs jobs) {
    this.directory = directory;
    this.orders = orders;
    this.poller = poller;
    this.concurrency = concurrency;
    this.notifications = notifications;
    this.jobs = jobs;
  }

  @Override
  public void start() {
    running = true;
    work = Disposables.composite();
    work.add(
        Flux.interval(POLL)
            .onBackpressureDrop()
            .filter(_ -> directory.inSync())
            .next()
            .publishOn(Schedulers.boundedElastic())
            .subscribe(_ -> open()));
  }

  private void open() {
    work.add(poller.work().subscribe());
    work.add(notifications.listen().subscribe());
    work.add(jobs.start());
    orders.start();
    log.info("open for deliveries");
  }

  @Override
  public void stop(Runnable callback) {
    orders.stop(
        () -> {
          poller.stop();
          Flux.interval(Duration.ZERO, POLL)
              .onBackpressureDrop()
              .filter(_ -> poller.idle() && concurrency.inHand() == 0)
              .next()
              .then(Mono.<Void>empty())
              .doFinally(
                  _ -> {
                    work.dispose();
                    running = false;
                    callback.run();
                  })
              .subscribe();
        });
  }

  @Override
  public void stop() {
    orders.stop();
    poller.stop();
    work.dispose();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the topics and the directory, before the web server takes requests. */
  @Override
  public int getPhase() {
    return 1;
  }

  /**
   * Named {@code orders} in health: whether order events are read. An instance beyond the number of
   * partitions has none of its own and is ready all the same.
   */
  @Override
  public PartState state() {
    return orders.isRunning() ? PartState.ready() : PartState.notReady("no order event is read");
  }

  @Override
  public String name() {
    return "order events";
  }
}
