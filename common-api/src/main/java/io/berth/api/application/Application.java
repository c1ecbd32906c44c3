package io.berth.api.application;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Says what an app is and what it asks for.
 *
 * @param summary of the app, for the operator
 * @param links to pages about it
 * @param contact people who answer questions, with their addresses
 * @param volume users and payments that are expected
 * @param scopes reasons by wanted scope
 * @param coins reasons by the code of a wanted coin
 * @param dailyPayoutLimit wanted limits by coin code
 * @param callbackUrl empty where none is wanted, or the app keeps its own
 * @param redirectUrls empty where the app keeps its own
 */
public record Application(
    String summary,
    List<String> links,
    String contact,
    String volume,
    Map<Integer, String> scopes,
    Map<String, String> coins,
    Map<String, BigDecimal> dailyPayoutLimit,
    String callbackUrl,
    List<String> redirectUrls) {

  /** One about which nothing was said yet. */
  public static final Application BLANK =
      new Application("", List.of(), "", "", Map.of(), Map.of(), Map.of(), "", List.of());
}
