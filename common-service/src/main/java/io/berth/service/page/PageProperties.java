package io.berth.service.page;

import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param csrfKey Key of the tokens in forms, at least 32 bytes in Base64; the same for all
 *     services, because a page of one may post to another.
 * @param libraries Files of other projects that are served below {@code /assets/}: their place on
 *     the class path by the path that browsers know; each service sets its own.
 */
@Validated
@ConfigurationProperties("berth.pages")
record PageProperties(@NotBlank String csrfKey, @DefaultValue Map<String, String> libraries) {
  @Override
  public String toString() {
    return "PageProperties[]";
  }
}
