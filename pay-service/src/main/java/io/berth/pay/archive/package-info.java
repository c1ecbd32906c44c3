/** Entries of closed months, moved from tables to files. */
@NullMarked
package io.berth.pay.archive;

import org.jspecify.annotations.NullMarked;
