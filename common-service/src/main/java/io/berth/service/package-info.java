/** What the services share on top of Spring. */
@NullMarked
package io.berth.service;

import org.jspecify.annotations.NullMarked;
