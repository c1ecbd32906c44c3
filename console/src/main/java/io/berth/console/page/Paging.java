package io.berth.console.page;

import org.jspecify.annotations.Nullable;

/**
 * Links to the newer and older page of a list, for {@code parts :: paging}.
 *
 * @param newer path and query; null on the first page
 * @param older path and query; null on the last page
 */
public record Paging(@Nullable String newer, @Nullable String older) {}
