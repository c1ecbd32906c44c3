/** Sets of keys that change while a service runs: their settings, and what each instance holds. */
@NullMarked
package io.berth.service.keyset;

import org.jspecify.annotations.NullMarked;
