/** What a dialect's requests are: apps, checks, endpoints and their responses. */
@NullMarked
package io.berth.dialect.api;

import org.jspecify.annotations.NullMarked;
