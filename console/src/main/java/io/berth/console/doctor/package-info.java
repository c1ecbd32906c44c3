/** The signature doctor, which explains refused requests. */
@NullMarked
package io.berth.console.doctor;

import org.jspecify.annotations.NullMarked;
