package io.berth.api.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * The company that an app belongs to.
 *
 * @param name by language tag
 */
public record AppCompany(
    @JsonProperty("companyId") String id,
    @JsonProperty("companyEnabled") boolean enabled,
    @JsonProperty("companyName") Map<String, String> name) {}
