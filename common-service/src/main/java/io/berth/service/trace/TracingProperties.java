package io.berth.service.trace;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param endpoint URL that takes spans by OTLP over HTTP in protobuf, such as {@code
 *     http://collector:4318/v1/traces}; without one, nothing is traced.
 * @param sampling Share of requests that are traced, 0 to 1; the same for every service, so that
 *     traces are whole.
 * @param toMerchants Whether callbacks of traced requests carry a {@code traceparent} header.
 */
@Validated
@ConfigurationProperties("berth.tracing")
public record TracingProperties(
    @Nullable URI endpoint,
    @DefaultValue("0.01") @DecimalMin("0") @DecimalMax("1") double sampling,
    @DefaultValue("false") boolean toMerchants) {}
