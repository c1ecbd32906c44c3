/** Fetches small documents that services publish to each other. */
@NullMarked
package io.berth.service.document;

import org.jspecify.annotations.NullMarked;
