package io.berth.dialect.page;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.http.PathPattern;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pages that browsers are sent to under a dialect's own paths. */
public interface Pages {

  List<Page> all();

  /** Null where the dialect has no {@link Kind#LOGIN} page. */
  @Nullable LoginFlow login();

  /** Null where the dialect has no {@link Kind#PAYMENT} page. */
  @Nullable PaymentFlow payment();

  /** Null where the dialect has no {@link Kind#GAME} page. */
  default @Nullable GameFlow game() {
    return null;
  }

  /** Files that a dialect's clients load from the platform, in the order of their paths. */
  default List<StaticResource> resources() {
    return List.of();
  }

  /**
   * URL that the platform's own list of apps opens for a signed-in user, or null where the app has
   * none.
   */
  @Nullable String entry(App app, EntryRequest request, PlatformUrls platformUrls);

  /**
   * Links to pages of an app that a browser opens, for trying them out.
   *
   * @param publicId of the app
   * @param redirectUrl one that the app has registered; null where it has none
   */
  default List<String> sampleLinks(
      String publicId, @Nullable String redirectUrl, PlatformUrls platformUrls) {
    return List.of();
  }

  /**
   * @param otherUser whether another user opened this app last from this browser
   * @param language {@code en}, {@code zh-CN}, {@code zh-TW} or {@code ko}
   * @param channel where the protocol has them: the one that the user last came through, else the
   *     platform's first; null where there is none
   */
  record EntryRequest(boolean otherUser, Locale language, @Nullable String channel) {}

  /**
   * Dialects may share a path; the app decides whose page it is.
   *
   * @param path exact; of a game page a pattern, see {@link PathPattern}
   */
  record Page(String path, Kind kind) {}

  enum Kind {
    /** Sign in and consent, at did-service. */
    LOGIN,
    /** The pay page, at pay-service. */
    PAYMENT,
    /** Frames an app's game and serves its JavaScript SDK, at did-service. */
    GAME,
    /** Leads to where developers register. */
    DEVELOPER_REGISTRATION,
    /** Leads to where developers sign in and see their apps. */
    DEVELOPER_SIGN_IN
  }

  Pages NONE =
      new Pages() {
        @Override
        public List<Page> all() {
          return List.of();
        }

        @Override
        public @Nullable String entry(App app, EntryRequest request, PlatformUrls platformUrls) {
          return null;
        }

        @Override
        public @Nullable LoginFlow login() {
          return null;
        }

        @Override
        public @Nullable PaymentFlow payment() {
          return null;
        }
      };
}
