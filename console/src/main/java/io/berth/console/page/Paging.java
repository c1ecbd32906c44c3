package io.berth.console.page;

import org.jspecify.annotations.Nullable;

/**
 * Ways to the pages of a list before and after this one, for {@code parts :: paging}.
 *
 * @param newer path and query; null on the first page
 * @param older path and query; null on the last page
 */
public record Paging(@Nullable String newer, @Nullable String older) {}
