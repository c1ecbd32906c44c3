package io.berth.standalone.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keeps the newest mails of all addresses, up to a limit. */
final class Inbox {

  private final int capacity;
  private final Deque<Mail> newestFirst = new ArrayDeque<>();

  Inbox(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(Mail mail) {
    newestFirst.addFirst(mail);
    if (newestFirst.size() > capacity) {
      newestFirst.removeLast();
    }
  }

  /**
   * @param to only this address's; null for all
   */
  synchronized List<Mail> newestFirst(@Nullable String to) {
    if (to == null) {
      return List.copyOf(newestFirst);
    }
    String address = to.strip().toLowerCase(Locale.ROOT);
    return newestFirst.stream()
        .filter(mail -> mail.to().toLowerCase(Locale.ROOT).equals(address))
        .toList();
  }
}
