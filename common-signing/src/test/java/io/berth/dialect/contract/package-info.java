/** Holds any dialect to its golden files; comes with the test jar. */
@NullMarked
package io.berth.dialect.contract;

import org.jspecify.annotations.NullMarked;
