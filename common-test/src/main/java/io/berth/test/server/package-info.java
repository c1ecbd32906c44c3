/** MISSING */
@NullMarked
package io.berth.test.server;

import org.jspecify.annotations.NullMarked;
