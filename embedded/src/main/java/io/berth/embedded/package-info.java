/** Real servers that run beside the JVM or inside it. */
@NullMarked
package io.berth.embedded;

import org.jspecify.annotations.NullMarked;
