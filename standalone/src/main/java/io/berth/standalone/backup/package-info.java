/** Backups of a data directory, and its restore to a moment. */
@NullMarked
package io.berth.standalone.backup;

import org.jspecify.annotations.NullMarked;
