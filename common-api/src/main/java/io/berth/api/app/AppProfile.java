package io.berth.api.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;

/**
 * State and names of an app.
 *
 * @param version ascends per app; older ones are ignored
 * @param enabled false is the first step of a removal
 * @param name by language tag
 */
public record AppProfile(
    long version, boolean enabled, Map<String, String> name, @JsonUnwrapped AppCompany company) {}
