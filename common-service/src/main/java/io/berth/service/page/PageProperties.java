package io.berth.service.page;

import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param csrfKey at least 32 bytes in Base64; the same for all services, since a page of one may
 *     post to another
 * @param libraries files of other projects that are served beside our own: where they are on the
 *     class path, by the path that browsers know, below {@code /assets/}
 */
@Validated
@ConfigurationProperties("berth.pages")
record PageProperties(@NotBlank String csrfKey, @DefaultValue Map<String, String> libraries) {
  @Override
  public String toString() {
    return "PageProperties[]";
  }
}
