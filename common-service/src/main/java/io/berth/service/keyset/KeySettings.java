package io.berth.service.keyset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Binds settings of keys, and binds them again when the key file has changed. A file with a mistake
 * changes nothing: the service goes on with the keys that it has.
 */
public final class KeySettings {
  private static final Logger log = LoggerFactory.getLogger(KeySettings.class);

  private final ConfigurableEnvironment environment;
  private final @Nullable KeyFile file;
  private final List<Function<Binder, Runnable>> bindings = new ArrayList<>();
  private final Sinks.Many<Boolean> changes = Sinks.many().multicast().directBestEffort();
  private @Nullable String text;
  private volatile @Nullable String problem;

  KeySettings(ConfigurableEnvironment environment, KeyFileProperties properties) {
    this.environment = environment;
    this.file = properties.file() == null ? null : new KeyFile(properties.file());
  }

  /**
   * @param binding refuses settings by throwing, with a message that names the property and never
   *     its value
   */
  public synchronized <T> Live<T> bind(Function<Binder, T> binding) {
    Live<T> live = Live.of(binding.apply(Binder.get(environment)));
    bindings.add(binder -> live.prepare(binding.apply(binder)));
    return live;
  }

  /** Signals that other keys are in use. */
  public Flux<?> changes() {
    return changes.asFlux().onBackpressureLatest().publishOn(Schedulers.parallel(), 1);
  }

  /** Why the latest key file is not in use; null where it is. */
  @Nullable String problem() {
    return problem;
  }

  /** Reads the key file, if there is one; blocks. */
  synchronized void reload() {
    if (file == null) {
      return;
    }
    String before = text;
    // One that could not be read for a while is news, even if it says the same.
    text = null;
    try {
      String read = file.read();
      text = read;
      if (!read.equals(before)) {
        apply(file.parse(read));
        problem = null;
        log.info("the key file was read");
      }
    } catch (BindException mistaken) {
      refuse(mistaken.getName() + " cannot be read");
    } catch (RuntimeException mistaken) {
      refuse(String.valueOf(mistaken.getMessage()));
    }
  }

  private void refuse(String why) {
    if (!why.equals(problem)) {
      log.error("the keys stay as they are: {}", why);
    }
    problem = why;
  }

  private void apply(PropertySource<?> keys) {
    MutablePropertySources next = new MutablePropertySources(environment.getPropertySources());
    next.replace(KeyFile.PROPERTY, keys);
    Binder binder =
        new Binder(
            ConfigurationPropertySources.from(next), new PropertySourcesPlaceholdersResolver(next));
    List<Runnable> prepared = bindings.stream().map(binding -> binding.apply(binder)).toList();
    prepared.forEach(Runnable::run);
    environment.getPropertySources().replace(KeyFile.PROPERTY, keys);
    changes.tryEmitNext(true);
  }
}
