/** The platform's documents, as pages. */
@NullMarked
package io.berth.console.docs;

import org.jspecify.annotations.NullMarked;
