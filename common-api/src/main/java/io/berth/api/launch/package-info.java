/** The life of an app, from its draft to its end: who may enter it in which state. */
@NullMarked
package io.berth.api.launch;

import org.jspecify.annotations.NullMarked;
