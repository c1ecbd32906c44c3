package io.berth.standalone.launcher;

import io.berth.demo.game.DemoGame;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.DemoApps;
import io.berth.demo.shop.DemoSites;
import io.berth.demo.shop.MerchantSite;
import io.berth.demo.traffic.Demo;
import io.berth.standalone.cli.Progress;
import io.berth.standalone.cli.UserError;
import io.berth.standalone.data.DataDirectory;
import io.berth.standalone.process.Signals;
import io.berth.standalone.service.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs the command {@code up}: a suite in the foreground, until a signal ends it. */
public final class UpCommand {

  private UpCommand() {}

  public static int run(UpOptions options, Signals signals, Progress progress)
      throws InterruptedException {
    progress.say("Starting Berth on " + options.data().toAbsolutePath().normalize());
    // A signal also ends a suite that is still starting.
    Thread starter = Thread.currentThread();
    Thread.ofPlatform().daemon().name("signals").start(() -> interruptAtEnd(signals, starter));
    try (DemoSites sites = sites(options, progress);
        Suite suite = Suite.start(options, sites.journeys(), progress)) {
      progress.say("READY " + suite.origin());
      FirstSteps.lines(suite.origin(), suite.testOrigin(), sites.journeys()).forEach(progress::say);
      awaitSignal(signals);
      progress.say("Stopping …");
    } catch (RuntimeException e) {
      if (signals.ended() && !(e instanceof UserError)) {
        return 0;
      }
      throw e;
    } catch (InterruptedException ended) {
      return 0;
    }
    progress.say("Stopped.");
    return 0;
  }

  private static void awaitSignal(Signals signals) {
    try {
      signals.await();
    } catch (InterruptedException ended) {
      // The signal came at the end of the start.
    }
    Thread.interrupted();
  }

  private static DemoSites sites(UpOptions options, Progress progress) {
    return options.bootstrap().isEmpty() && options.demo()
        ? DemoSites.start(
            "http://localhost:" + options.port(),
            "http://localhost:" + Service.testPort(options.port()),
            progress::say)
        : DemoSites.none();
  }

  private static void interruptAtEnd(Signals signals, Thread starter) {
    try {
      signals.await();
      starter.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts a suite on fresh data, runs the demo against it and stops it. The JVM records an AOT
   * cache meanwhile, which makes the next starts faster.
   */
  public static int runForAotTraining() throws InterruptedException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Path data = DataDirectory.newEphemeral();
    int port = Service.freeGatewayPort();
    String origin = "http://localhost:" + port;
    try (CallbackReceiver callbacks = CallbackReceiver.listen(0);
        DemoGame wancms = DemoGame.wancms(0, origin, DemoApps.GAMES);
        DemoGame egret = DemoGame.egret(0, origin, DemoApps.GAMES);
        MerchantSite shops = MerchantSite.start(0, origin)) {
      String demo = Demo.platform(callbacks.port(), wancms.port(), egret.port(), shops.port());
      Path platform = Files.writeString(data.resolve("demo.yaml"), demo);
      UpOptions options = UpOptions.ephemeral(port, data, platform);
      try (Suite suite = Suite.start(options, Map.of(), new Progress(nowhere))) {
        // Its result does not matter: a training run only has to load every class. Tests check the
        // rest.
        Demo.walk(suite.origin(), callbacks, nowhere);
        return 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
