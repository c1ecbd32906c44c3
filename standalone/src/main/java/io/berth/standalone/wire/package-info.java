/** What goes between a demo merchant and the platform, kept for whoever wants to watch. */
@NullMarked
package io.berth.standalone.wire;

import org.jspecify.annotations.NullMarked;
