/** Launch states of apps: who changes them, whom they let in, and who hears of it. */
@NullMarked
package io.berth.did.launch;

import org.jspecify.annotations.NullMarked;
