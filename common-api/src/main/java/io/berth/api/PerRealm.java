package io.berth.api;

import java.util.function.Function;

/** One thing for live, and another of its kind for test. */
public record PerRealm<T>(T live, T test) {

  public static <T> PerRealm<T> of(Function<Realm, T> make) {
    return new PerRealm<>(make.apply(Realm.LIVE), make.apply(Realm.TEST));
  }

  public T in(Realm realm) {
    return realm == Realm.LIVE ? live : test;
  }
}
