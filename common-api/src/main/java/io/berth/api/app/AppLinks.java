package io.berth.api.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registered URLs of an app. */
public record AppLinks(
    List<String> redirectUrls, @Nullable String entry, @Nullable String callbackUrl) {}
