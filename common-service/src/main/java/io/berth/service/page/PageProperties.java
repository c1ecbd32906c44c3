package io.berth.service.page;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param csrfKey at least 32 bytes in Base64; the same for all services, since a page of one may
 *     post to another
 */
@Validated
@ConfigurationProperties("berth.pages")
public record PageProperties(@NotBlank String csrfKey) {
  @Override
  public String toString() {
    return "PageProperties[]";
  }
}
