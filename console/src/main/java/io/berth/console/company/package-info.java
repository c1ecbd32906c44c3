/** Legal details of companies: owners enter them, operators check them. */
@NullMarked
package io.berth.console.company;

import org.jspecify.annotations.NullMarked;
