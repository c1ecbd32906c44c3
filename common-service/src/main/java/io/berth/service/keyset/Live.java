package io.berth.service.keyset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A value that may be replaced while the service runs, with everything that is derived from it: all
 * of it or, where a derivation fails, nothing.
 */
public final class Live<T> implements Supplier<T> {

  /** Derives from a new value, and returns what makes the result current. */
  @FunctionalInterface
  private interface Derived<T> {
    Runnable prepare(T next);
  }

  private final List<Derived<T>> derived = new ArrayList<>();
  private volatile T value;

  private Live(T value) {
    this.value = value;
  }

  /** A value that nothing replaces, unless {@link KeySettings} has made it. */
  public static <T> Live<T> of(T value) {
    return new Live<>(value);
  }

  @Override
  public T get() {
    return value;
  }

  /**
   * Derives a value now and again whenever this one is replaced.
   *
   * @param derivation refuses a value by throwing
   */
  public synchronized <R> Live<R> map(Function<? super T, ? extends R> derivation) {
    Live<R> result = new Live<>(derivation.apply(value));
    derived.add(next -> result.prepare(derivation.apply(next)));
    return result;
  }

  /** Returns what makes the value, and all that is derived from it, current. */
  synchronized Runnable prepare(T next) {
    List<Runnable> changes = derived.stream().map(one -> one.prepare(next)).toList();
    return () -> {
      value = next;
      changes.forEach(Runnable::run);
    };
  }
}
