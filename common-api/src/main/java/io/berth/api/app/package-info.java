/** Apps, as their companies and operators set them up. */
@NullMarked
package io.berth.api.app;

import org.jspecify.annotations.NullMarked;
