/** Bootstrap files: read, checked as a whole, then applied as operator commands. */
@NullMarked
package io.berth.standalone.bootstrap;

import org.jspecify.annotations.NullMarked;
