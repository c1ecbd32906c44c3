/** The data directory of one suite, and the settings that are kept in it. */
@NullMarked
package io.berth.standalone.data;

import org.jspecify.annotations.NullMarked;
