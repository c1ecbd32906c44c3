/** The directory of all apps, in memory, kept in sync with its topic. */
@NullMarked
package io.berth.service.directory;

import org.jspecify.annotations.NullMarked;
