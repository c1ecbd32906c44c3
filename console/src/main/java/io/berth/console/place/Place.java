package io.berth.console.place;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Something that has a page in the console.
 *
 * @param within id of the app or company that it belongs to; empty where its own id is enough
 * @param label to recognize it by, in the language that it was found in
 */
public record Place(Kind kind, String within, String id, String label) {

  private static final int LONGEST_LABEL = 40;

  /** Kinds of places, in the order that lists have. */
  public enum Kind {
    ORDER,
    APP,
    OPERATED_APP,
    COMPANY,
    USER,
    OPERATED_USER,
    MEMBER,
    KEY,
    REFUSAL,
    AUDITED
  }

  public Place {
    if (label.codePointCount(0, label.length()) > LONGEST_LABEL) {
      label = label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL - 1)) + '…';
    }
  }

  public static Place order(String appId, long orderId, String tradeNo) {
    return new Place(Kind.ORDER, appId, Long.toString(orderId), tradeNo);
  }

  public static Place app(String appId, String name) {
    return new Place(Kind.APP, "", appId, name);
  }

  public static Place company(String companyId, String name) {
    return new Place(Kind.COMPANY, "", companyId, name);
  }

  public static Place operatedApp(String appId, String name) {
    return new Place(Kind.OPERATED_APP, "", appId, name);
  }

  public static Place operatedUser(long uid, String login) {
    return new Place(Kind.OPERATED_USER, "", Long.toString(uid), login);
  }

  /** Returns the path of its page. */
  public String href() {
    return switch (kind) {
      case ORDER -> ofApp("/orders/" + encoded(id));
      case APP -> "/console/apps/" + encoded(id);
      case OPERATED_APP -> "/console/operator/apps/" + encoded(id);
      case COMPANY -> "/console/companies/" + encoded(id);
      case USER -> ofApp("/orders?user=" + encoded(id));
      case OPERATED_USER -> "/console/operator/users/" + encoded(id);
      case MEMBER -> "/console/companies/" + encoded(within) + "#members";
      case KEY -> ofApp("/keys");
      case REFUSAL -> ofApp("/doctor/" + encoded(id));
      case AUDITED -> "/console/operator/audit?object=" + encoded(id);
    };
  }

  private String ofApp(String path) {
    return "/console/apps/" + encoded(within) + path;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Whether both are the same thing, whatever it was called. */
  public boolean same(Place other) {
    return kind == other.kind && within.equals(other.within) && id.equals(other.id);
  }
}
