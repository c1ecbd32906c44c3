/** Companies, their apps, and the apps' keys and secrets. */
@NullMarked
package io.berth.did.app;

import org.jspecify.annotations.NullMarked;
