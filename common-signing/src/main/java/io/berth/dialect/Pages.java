package io.berth.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages that browsers are sent to under a dialect's own paths. */
public interface Pages {

  List<Page> all();

  /** Null where the dialect has no {@link Kind#LOGIN} page. */
  @Nullable LoginConversation login();

  /** Null where the dialect has no {@link Kind#PAYMENT} page. */
  @Nullable PaymentConversation payment();

  /** Dialects may share a path; the app decides whose page it is. */
  record Page(String path, Kind kind) {}

  enum Kind {
    /** Sign in and consent, at did-service. */
    LOGIN,
    /** The pay page, at pay-service. */
    PAYMENT
  }

  Pages NONE =
      new Pages() {
        @Override
        public List<Page> all() {
          return List.of();
        }

        @Override
        public @Nullable LoginConversation login() {
          return null;
        }

        @Override
        public @Nullable PaymentConversation payment() {
          return null;
        }
      };
}
