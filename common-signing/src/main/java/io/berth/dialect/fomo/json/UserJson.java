package io.berth.dialect.fomo.json;

import io.berth.api.account.AccountOutcome.AccountProfile;
import tools.jackson.core.JsonGenerator;

/** {@code user_info}: everything to the user, a little to others; what is absent is null. */
public final class UserJson {
  private static final String ACTIVE = "1";
  private static final String NOT_DELETED = "0";

  private UserJson() {}

  /** The platform's own name of a user, which needs no look-up. */
  public static String fomoId(long uid) {
    return "fomo" + uid;
  }

  public static void writeOwn(JsonGenerator json, AccountProfile account) {
    json.writeObjectPropertyStart("user_info");
    writeWho(json, account.uid(), account.name(), account.avatar());
    json.writeStringProperty("email", account.login());
    writeNulls(json, "phone", "sex", "last_time");
    json.writeStringProperty("status", ACTIVE);
    writeNulls(json, "zip", "province", "city", "address", "country", "group");
    json.writeStringProperty("add_time", Long.toString(account.createdAt().getEpochSecond()));
    writeNulls(json, "update_time");
    json.writeStringProperty("is_deleted", NOT_DELETED);
    writeNulls(json, "c_type", "extra_attr", "friend_money", "class");
    json.writeEndObject();
  }

  /** A user as a third party sees them. */
  public static void writeOther(
      JsonGenerator json, String property, long uid, String name, String avatar) {
    json.writeObjectPropertyStart(property);
    writeWho(json, uid, name, avatar);
    writeNulls(json, "sex", "class");
    json.writeEndObject();
  }

  private static void writeWho(JsonGenerator json, long uid, String name, String avatar) {
    json.writeStringProperty("id", Long.toString(uid));
    json.writeStringProperty("fomo_id", fomoId(uid));
    writeText(json, "name", name);
    writeText(json, "portraitUri", avatar);
  }

  private static void writeText(JsonGenerator json, String property, String text) {
    if (text.isEmpty()) {
      json.writeNullProperty(property);
    } else {
      json.writeStringProperty(property, text);
    }
  }

  private static void writeNulls(JsonGenerator json, String... properties) {
    for (String property : properties) {
      json.writeNullProperty(property);
    }
  }
}
