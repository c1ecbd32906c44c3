/** MISSING */
@NullMarked
package io.berth.test.browser;

import org.jspecify.annotations.NullMarked;
