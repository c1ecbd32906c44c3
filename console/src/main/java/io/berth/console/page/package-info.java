/** Shared by all pages: calls to the gateway, forms, redirects, errors and formats. */
@NullMarked
package io.berth.console.page;

import org.jspecify.annotations.NullMarked;
