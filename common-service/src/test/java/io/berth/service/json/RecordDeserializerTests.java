package io.berth.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

class RecordDeserializerTests {

  record Coin(String code, int decimals, @Nullable String note, List<Part> parts) {}

  record Part(long id, boolean open) {}

  record Positive(int value) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("not positive: " + value);
      }
    }
  }

  record Unwrapping(String name, @JsonUnwrapped Part part) {}

  record Renamed(@JsonProperty("new") String old) {}

  record Extended(String code, int decimals) {
    Extended(String code) {
      this(code, 2);
    }
  }

  private static final Coin COIN =
      new Coin("usdt", 6, null, List.of(new Part(1, true), new Part(Long.MAX_VALUE, false)));

  private final JsonMapper json = BerthJson.mapper();

  @Test
  void readsFieldsInTheOrderOfTheComponents() {
    assertThat(json.readValue(json.writeValueAsString(COIN), Coin.class)).isEqualTo(COIN);
  }

  @Test
  void readsFieldsInAnyOrder() {
    assertThat(
            json.readValue(
                """
                {"parts":[{"open":true,"id":1},{"open":false,"id":9223372036854775807}],
                 "note":null,"decimals":6,"code":"usdt"}
                """,
                Coin.class))
        .isEqualTo(COIN);
  }

  @Test
  void skipsUnknownFieldsWhateverTheyHold() {
    assertThat(
            json.readValue(
                """
                {"since":{"a":[1,{"code":"btc"}]},"id":7,"later":[[]],"open":true,"last":null}
                """,
                Part.class))
        .isEqualTo(new Part(7, true));
  }

  @Test
  void takesNullForANullableFieldThatIsMissing() {
    assertThat(json.readValue("{\"parts\":[],\"code\":\"btc\",\"decimals\":8}", Coin.class))
        .isEqualTo(new Coin("btc", 8, null, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{}|Missing required creator property 'code'",
        "{'decimals':6,'note':null,'parts':[]}|Missing required creator property 'code'",
        "{'code':'usdt','note':null,'parts':[]}|Missing required creator property 'decimals'",
        "{'code':null,'decimals':6,'note':null,'parts':[]}|Invalid `null` value",
        "{'code':'usdt','decimals':null,'note':null,'parts':[]}|Invalid `null` value",
        "{'code':'usdt','decimals':'six','note':null,'parts':[]}|Cannot deserialize value of type",
        "{'code':'usdt','decimals':6,'note':null,'parts':[{'id':1}]}|creator property 'open'",
        "{'code':'usdt','decimals':6,'note':null,'parts':{}}|Cannot deserialize value of type"
      })
  void refusesWhatJacksonRefuses(String wrong, String words) {
    assertThatThrownBy(() -> json.readValue(wrong.replace('\'', '"'), Coin.class))
        .isInstanceOf(DatabindException.class)
        .hasMessageContaining(words);
  }

  @Test
  void namesThePlaceOfWhatIsWrong() {
    assertThatThrownBy(
            () ->
                json.readValue(
                    "{\"code\":\"usdt\",\"decimals\":6,\"parts\":[{\"id\":\"x\"}]}", Coin.class))
        .hasMessageContaining("Coin[\"parts\"]")
        .hasMessageContaining("Part[\"id\"]");
  }

  @Test
  void refusesWhatTheConstructorRefuses() {
    assertThatThrownBy(() -> json.readValue("{\"value\":0}", Positive.class))
        .isInstanceOf(ValueInstantiationException.class)
        .hasMessageContaining("not positive: 0");
    assertThat(json.readValue("{\"value\":1}", Positive.class)).isEqualTo(new Positive(1));
  }

  @Test
  void knowsOtherNamesAndConstructors() {
    assertThat(json.readValue("{\"new\":\"x\"}", Renamed.class)).isEqualTo(new Renamed("x"));
    assertThat(json.readValue("{\"code\":\"eur\",\"decimals\":3}", Extended.class))
        .isEqualTo(new Extended("eur", 3));
  }

  @Test
  void readsRecordsAmongTheFieldsOfOthers() {
    Unwrapping whole = new Unwrapping("a", new Part(1, true));
    assertThat(json.writeValueAsString(whole)).isEqualTo("{\"name\":\"a\",\"id\":1,\"open\":true}");
    assertThat(json.readValue(json.writeValueAsString(whole), Unwrapping.class)).isEqualTo(whole);
  }
}
