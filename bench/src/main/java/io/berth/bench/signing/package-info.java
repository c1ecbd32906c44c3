/** The signature rules, by JMH. */
@NullMarked
package io.berth.bench.signing;

import org.jspecify.annotations.NullMarked;
