package io.berth.api;

import org.jspecify.annotations.Nullable;

/**
 * Live, or the test mode beside it. It is part of the id of every app and every person, so that
 * nothing that is kept or looked up by an id can mix the two.
 */
public enum Realm {
  LIVE,
  TEST;

  /** Uids of test begin here; JavaScript represents them exactly. */
  public static final long FIRST_TEST_UID = 9_000_000_000_000L;

  /** No public id holds a colon. */
  private static final String TEST_PREFIX = "test:";

  /** The realm of an app's id or of a login. */
  public static Realm of(String id) {
    return id.startsWith(TEST_PREFIX) ? TEST : LIVE;
  }

  /** The realm of a person's or an app's account; uid 0 is the platform's own in live. */
  public static Realm of(long uid) {
    return uid >= FIRST_TEST_UID ? TEST : LIVE;
  }

  /** The id as the protocols, pages and mails show it: an app and its test have the same. */
  public static String publicId(String id) {
    return of(id) == TEST ? id.substring(TEST_PREFIX.length()) : id;
  }

  /**
   * The id that a public id has in this realm.
   *
   * @param publicId of an app, or the address that somebody signs in with
   */
  public String idOf(String publicId) {
    return this == TEST ? TEST_PREFIX + publicId : publicId;
  }

  /** The owner of what belongs to nobody in this realm. */
  public long platformUid() {
    return this == TEST ? FIRST_TEST_UID : 0;
  }

  boolean holds(@Nullable String appId, @Nullable Long uid) {
    return (appId == null || of(appId) == this) && (uid == null || of(uid) == this);
  }
}
