/** Every app, in memory, kept up to date from its topic. */
@NullMarked
package io.berth.service.directory;

import org.jspecify.annotations.NullMarked;
