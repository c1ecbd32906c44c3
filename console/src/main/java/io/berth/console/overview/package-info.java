/** Overviews of an app, a company and the platform: figures and charts over time. */
@NullMarked
package io.berth.console.overview;

import org.jspecify.annotations.NullMarked;
