/** A small web server on loopback, with templates and the panel of recorded HTTP traffic. */
@NullMarked
package io.berth.demo.web;

import org.jspecify.annotations.NullMarked;
