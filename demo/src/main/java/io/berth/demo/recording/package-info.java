/** HTTP traffic between a demo merchant and the platform, recorded for people who watch it. */
@NullMarked
package io.berth.demo.recording;

import org.jspecify.annotations.NullMarked;
