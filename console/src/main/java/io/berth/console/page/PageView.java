package io.berth.console.page;

import io.berth.api.app.AppOutcome.Head;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template, its model and its place in the navigation.
 *
 * @param app shown around the page with its navigation; null where the page is about none
 */
public record PageView(@Nullable Head app, String section, String template, Map<String, ?> model) {}
