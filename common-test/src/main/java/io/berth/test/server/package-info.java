/** Servers that test classes ask for by annotation. */
@NullMarked
package io.berth.test.server;

import org.jspecify.annotations.NullMarked;
