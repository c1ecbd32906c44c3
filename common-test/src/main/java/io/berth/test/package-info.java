/** What tests share: servers, BlockHound, a browser. */
@NullMarked
package io.berth.test;

import org.jspecify.annotations.NullMarked;
