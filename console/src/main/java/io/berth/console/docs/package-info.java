/** The documentation as pages. */
@NullMarked
package io.berth.console.docs;

import org.jspecify.annotations.NullMarked;
