/** The application of did-service: people and apps. */
@NullMarked
package io.berth.did;

import org.jspecify.annotations.NullMarked;
