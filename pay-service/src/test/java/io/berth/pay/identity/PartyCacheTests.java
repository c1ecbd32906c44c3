package io.berth.pay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.pay.identity.PartyCache.Known;
import io.berth.pay.identity.PartyCache.OpenId;
import io.berth.pay.identity.PartyCache.Uid;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartyCacheTests {

  private static final Party BEFORE = new Party(7, "open", Set.of(1, 7));
  private static final Party AFTER = new Party(7, "open", Set.of());

  private final PartyCache cache = new PartyCache();

  @Test
  void knowsAPartyByUidAndOpenIdOfItsApp() {
    cache.put("game", new Known(BEFORE, 1));
    assertThat(cache.find(new Uid("game", 7))).isEqualTo(BEFORE);
    assertThat(cache.find(new OpenId("game", "open"))).isEqualTo(BEFORE);
    assertThat(cache.find(new Uid("other", 7))).isNull();
    assertThat(cache.find(new OpenId("other", "open"))).isNull();
    assertThat(cache.find(new Uid("game", 8))).isNull();
  }

  @Test
  void aLaterVersionReplacesAnEarlierOne() {
    cache.put("game", new Known(BEFORE, 1));
    cache.put("game", new Known(AFTER, 2));
    assertThat(cache.find(new Uid("game", 7))).isEqualTo(AFTER);
    assertThat(cache.find(new OpenId("game", "open"))).isEqualTo(AFTER);
  }

  @Test
  void aQueryThatWasUnderWayDoesNotBringBackAnEarlierVersion() {
    cache.put("game", new Known(AFTER, 2));
    cache.put("game", new Known(BEFORE, 1));
    assertThat(cache.find(new Uid("game", 7))).isEqualTo(AFTER);
    assertThat(cache.find(new OpenId("game", "open"))).isEqualTo(AFTER);
  }

  @Test
  void anUpdateReplacesOnlyWhatIsRemembered() {
    cache.update("game", new Known(BEFORE, 1));
    assertThat(cache.find(new Uid("game", 7))).isNull();
    assertThat(cache.find(new OpenId("game", "open"))).isNull();
    cache.put("game", new Known(BEFORE, 1));
    cache.update("game", new Known(AFTER, 2));
    cache.update("game", new Known(BEFORE, 1));
    assertThat(cache.find(new Uid("game", 7))).isEqualTo(AFTER);
    assertThat(cache.find(new OpenId("game", "open"))).isEqualTo(AFTER);
  }
}
