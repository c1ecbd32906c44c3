package io.berth.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.berth.dialect.api.Endpoint;
import io.berth.dialect.callback.Callbacks;
import io.berth.dialect.page.Pages;
import io.berth.dialect.setting.Setting;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DialectsTests {
  private final Dialects installed = Dialects.installed();

  @Test
  void findsEndpointsByMethodAndExactPath() {
    assertThat(installed.endpoint("POST", "/api/v1/login/do/").dialect().id())
        .isEqualTo("dragonex");
    assertThat(installed.endpoint("GET", "/v1/pay/prepay").dialect().id()).isEqualTo("ones");
    assertThat(installed.endpoint("GET", "/api/v1/login/do/")).isNull();
    assertThat(installed.endpoint("POST", "/api/v1/login/do")).isNull();
    assertThat(installed.owner("/api/v1/login/do").id()).isEqualTo("dragonex");
    assertThat(installed.owner("/v1/nothing").id()).isEqualTo("ones");
    assertThat(installed.owner("/console")).isNull();
  }

  @Test
  void dialectsShareLoginAndPaymentPages() {
    for (String path : List.of("/oauth/login", "/oauth/login/", "/oauth/payment")) {
      assertThat(installed.withPage(path)).extracting(Dialect::id).contains("dragonex", "ones");
    }
    assertThat(installed.withPage("/oauth")).isEmpty();
  }

  @Test
  void twoDialectsOfOneNameDoNotStart() {
    Dialect dragonex = installed.byId("dragonex");
    assertThatIllegalStateException()
        .isThrownBy(() -> new Dialects(List.of(dragonex, dragonex)))
        .withMessageContaining("two dialects are called dragonex");
  }

  @Test
  void twoDialectsWithOneEndpointDoNotStart() {
    Dialect dragonex = installed.byId("dragonex");
    assertThatIllegalStateException()
        .isThrownBy(() -> new Dialects(List.of(dragonex, new Renamed(dragonex))))
        .withMessageContaining("served by both dragonex and renamed");
  }

  @Test
  void namesAndDocumentedWordsAreUnique() {
    for (Dialect dialect : installed.all()) {
      List<String> names = dialect.api().endpoints().stream().map(Endpoint::name).toList();
      assertThat(names).doesNotHaveDuplicates();
      assertThat(dialect.api().codes()).extracting(Api.WireCode::number).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyErrorCodeIsOneWireCodeOfEveryDialect() {
    Set<io.berth.api.ErrorCode> all = new HashSet<>(Arrays.asList(io.berth.api.ErrorCode.values()));
    for (Dialect dialect : installed.all()) {
      assertThat(dialect.api().codes().stream().flatMap(code -> code.causes().stream()))
          .as(dialect.id())
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  private record Renamed(Dialect dialect) implements Dialect {
    @Override
    public String id() {
      return "renamed";
    }

    @Override
    public List<Setting> settings() {
      return dialect.settings();
    }

    @Override
    public Api api() {
      return dialect.api();
    }

    @Override
    public Pages pages() {
      return dialect.pages();
    }

    @Override
    public Callbacks callbacks() {
      return dialect.callbacks();
    }
  }
}
