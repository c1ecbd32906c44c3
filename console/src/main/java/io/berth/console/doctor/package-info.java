/** The signature doctor: what is wrong with a request that was refused. */
@NullMarked
package io.berth.console.doctor;

import org.jspecify.annotations.NullMarked;
