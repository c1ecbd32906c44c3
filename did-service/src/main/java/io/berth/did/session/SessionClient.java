package io.berth.did.session;

import io.berth.did.notice.SecurityNotices;
import io.berth.service.address.AddressBlock;
import io.berth.service.caller.Callers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The browser or program that opens a session, as far as its owner recognizes it. A library that
 * reads all user agents tries hundreds of patterns, and needs more memory than the rest of this
 * service: families of browsers and systems are enough here.
 *
 * @param browser null where it is not known
 * @param system null where it is not known
 * @param addressPrefix approximate address, for example {@code 192.0.2.*}
 * @param byApi whether it carries a key instead of a cookie
 */
public record SessionClient(
    @Nullable String browser, @Nullable String system, String addressPrefix, boolean byApi) {
  private static final int LONGEST = 512;

  /** What a user agent contains; the first that fits counts, as most of them contain others. */
  private static final SequencedMap<String, String> BROWSERS =
      inOrder(
          "MicroMessenger/", "WeChat",
          "QQBrowser/", "QQ Browser",
          "UCBrowser/", "UC Browser",
          "HuaweiBrowser/", "Huawei Browser",
          "MiuiBrowser/", "Mi Browser",
          "SamsungBrowser/", "Samsung Internet",
          "Whale/", "Whale",
          "KAKAOTALK", "KakaoTalk",
          "NAVER(", "NAVER",
          "Edg", "Edge",
          "OPR/", "Opera",
          "Vivaldi/", "Vivaldi",
          "YaBrowser/", "Yandex Browser",
          "Firefox/", "Firefox",
          "FxiOS/", "Firefox",
          "CriOS/", "Chrome",
          "Chrome/", "Chrome",
          "Safari/", "Safari");

  private static final SequencedMap<String, String> SYSTEMS =
      inOrder(
          "OpenHarmony", "HarmonyOS",
          "HarmonyOS", "HarmonyOS",
          "Android", "Android",
          "iPhone", "iOS",
          "iPad", "iPadOS",
          "CrOS", "ChromeOS",
          "Windows", "Windows",
          "Mac OS X", "macOS",
          "Linux", "Linux");

  private static SequencedMap<String, String> inOrder(String... pairs) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  static SessionClient of(ServerRequest request) {
    String agent = request.headers().asHttpHeaders().getFirst(HttpHeaders.USER_AGENT);
    return of(agent == null ? "" : agent, AddressBlock.of(Callers.of(request)).text());
  }

  static SessionClient of(String agent, String address) {
    String start = agent.substring(0, Math.min(agent.length(), LONGEST));
    return new SessionClient(
        first(BROWSERS, start), first(SYSTEMS, start), prefix(AddressBlock.of(address)), false);
  }

  static SessionClient ofApi(String address) {
    return new SessionClient(null, null, prefix(AddressBlock.of(address)), true);
  }

  SecurityNotices.NewDevice noticed() {
    return new SecurityNotices.NewDevice(browser, system, addressPrefix);
  }

  private static @Nullable String first(SequencedMap<String, String> names, String agent) {
    return names.entrySet().stream()
        .filter(name -> agent.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Three of four numbers of an IPv4 address, 48 bits of one of IPv6. */
  private static String prefix(AddressBlock block) {
    String text = block.text();
    int end = text.indexOf(':') < 0 ? text.lastIndexOf('.') : text.indexOf(':', 10);
    return end < 0 ? text : text.substring(0, end + 1) + (text.charAt(end) == '.' ? "*" : ":/48");
  }
}
